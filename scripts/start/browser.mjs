// The window where there is no desktop: VS Code's server with the packaged extension, to be opened in any browser.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort, installExtension, startServer } from '../../test/vscode/lib/server.mjs';
import { ensureHost, ensurePackage } from '../setup.mjs';
import { startFront } from './front.mjs';

// The browser keeps secrets and layout by address: the same one as last time if it is free.
const PREFERRED_PORT = 8791;

/** Starts the server and its front. The window is there once somebody opens the address. */
export async function openInBrowser({ workspace, userDataDir, extensionsDir, env }) {
  await ensureHost();
  fs.rmSync(extensionsDir, { recursive: true, force: true });
  await installExtension(ensurePackage(), { userDataDir, extensionsDir });

  const socketPath = path.join(os.tmpdir(), `deep-research-${process.pid}.sock`);
  const server = startServer({ socketPath, userDataDir, extensionsDir, env });
  await server.ready;
  const wanted = Number(process.env.DEEP_RESEARCH_PORT) || PREFERRED_PORT;
  const front = await startFront({ socketPath, port: await freePort(wanted) });
  const close = async () => {
    await front.close();
    await server.stop();
    fs.rmSync(socketPath, { force: true });
  };
  const address = `http://127.0.0.1:${front.port}/?folder=${encodeURI(workspace)}`;
  return { where: `at ${address}`, ended: server.exited, close };
}
