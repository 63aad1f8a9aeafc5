export interface Folders {
  userDataDir: string;
  extensionsDir: string;
}

export function freePort(wanted?: number): Promise<number>;
export function installExtension(vsix: string, folders: Folders): Promise<void>;
