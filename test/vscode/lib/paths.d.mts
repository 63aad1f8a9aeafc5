export const root: string;
export const lib: string;
export const codeShim: string;
export const fixtureWorkspace: string;
export const nodeOfServer: string;
export const serverMain: string;
