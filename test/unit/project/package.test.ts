import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { listFiles, PackageManager } from '@vscode/vsce';

/** Everything that people download. Whoever adds a file to it adds it here, too, on purpose. */
const SHIPPED = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'ThirdPartyNotices.txt',
  'dist/en.js',
  'dist/extension.js',
  'dist/reportBundle.js',
  'dist/setupBundle.js',
  'dist/waysInBundle.js',
  'dist/webview/controls.js',
  'dist/webview/highlight.js',
  'dist/webview/main.css',
  'dist/webview/main.js',
  'dist/webview/report.js',
  'dist/zhCn.js',
  'media/activity-tab.svg',
  'media/activity.svg',
  'media/example/en.json.gz',
  'media/example/zh-cn.json.gz',
  'media/icon.png',
  'package.json',
  'package.nls.json',
  'package.nls.zh-cn.json',
];

describe('the package', () => {
  it('holds what people need to run it, and nothing else', async () => {
    const files = await listFiles({ cwd: '.', packageManager: PackageManager.None });
    const shipped = files.map((file) => file.replaceAll('\\', '/')).sort();
    const pictures = shipped.filter((file) => /^media\/walkthrough\/[\w-]+\.svg$/.test(file));
    assert.deepEqual(
      shipped.filter((file) => !pictures.includes(file)),
      SHIPPED,
    );
  });

  it('has a section in the changelog for its version', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const changelog = readFileSync('CHANGELOG.md', 'utf8');
    assert.ok(changelog.includes(`\n## ${version} (`), version);
  });

  it('shows no picture in its README that the Marketplace refuses', () => {
    const readme = readFileSync('README.md', 'utf8');
    for (const [, target = ''] of readme.matchAll(/!\[[^\]]*\]\(([^)\s]+)\)/g)) {
      assert.doesNotMatch(target, /^http:|\.svg$/);
    }
  });
});
