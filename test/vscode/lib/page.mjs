// What is changed in the page before the workbench runs in it.

/** Runs inside the page, as Playwright's init script: it must not use anything of this module. */
export function preparePage({ config, key, language }) {
  if (globalThis !== globalThis.top) return;
  answerMintKey();
  amendConfiguration();
  if (language) pretendLanguage();

  // The workbench asks its server for half of the key that SecretStorage is kept under; the bare server refuses.
  // (A Playwright route would do, but any route switches off the browser's cache.)
  function answerMintKey() {
    const fetchOfBrowser = globalThis.fetch;
    globalThis.fetch = (url, init) =>
      String(url).endsWith('/mint-key')
        ? Promise.resolve(new Response(new Uint8Array(key)))
        : fetchOfBrowser(url, init);
  }

  function amendConfiguration() {
    const getAttribute = Element.prototype.getAttribute;
    Element.prototype.getAttribute = function amended(name) {
      const value = getAttribute.call(this, name);
      if (this.id !== 'vscode-workbench-web-configuration' || name !== 'data-settings')
        return value;
      Element.prototype.getAttribute = getAttribute;
      const served = JSON.parse(value);
      const developmentOptions = { ...served.developmentOptions, ...config.developmentOptions };
      return JSON.stringify({ ...served, ...config, developmentOptions });
    };
  }

  // Extensions are told this language; the window itself stays English, as it has no language pack.
  function pretendLanguage() {
    Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', {
      get: () => language,
      set: () => {},
    });
  }
}
