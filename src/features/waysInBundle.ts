/*
 * Ways into a research from the editor, the workspace and other agents: a bundle of its own, loaded
 * with the first use of one.
 */
export { createAgentTools } from './agentTools/agentTools.ts';
export { createWaysIn } from './waysIn/waysIn.ts';
