export { FAULTS } from './faults.ts';
export type { Fault } from './faults/fault.ts';
export type { Pace } from './pace.ts';
export type { Step } from './script.ts';
export { startService } from './server.ts';
export type { PlayOptions, RecordedRequest, ServiceOptions, SimulatedService } from './types.ts';
