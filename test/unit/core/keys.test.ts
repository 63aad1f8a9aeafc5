import assert from 'node:assert/strict';
import { cleanKey, findKeyProblem } from '../../../src/core/apiKey.ts';
import { cleanWorkspaceId, findWorkspaceIdProblem } from '../../../src/core/workspaceId.ts';

const KEY = 'sk-0123456789abcdef';

describe('F13: a key as people paste it', () => {
  it('is made clean', () => {
    for (const typed of [
      KEY,
      `  ${KEY}\r\n`,
      `"${KEY}"`,
      `“${KEY}”`,
      `Bearer ${KEY}`,
      `Authorization: Bearer ${KEY}`,
      `export DASHSCOPE_API_KEY="${KEY}"`,
      `DASHSCOPE_API_KEY=${KEY}`,
      'ｓｋ－０１２３４５６７８９ａｂｃｄｅｆ',
    ]) {
      assert.equal(cleanKey(typed), KEY, typed);
      assert.equal(findKeyProblem(cleanKey(typed)), undefined, typed);
    }
  });

  it('is told what is wrong with it', () => {
    for (const [typed, problem] of [
      ['', 'empty'],
      ['   ', 'empty'],
      ['""', 'empty'],
      ['sk-sp-0123456789', 'codingPlan'],
      ['sk-01234 56789', 'characters'],
      ['sk-0123\n456789', 'characters'],
      ['sk-钥匙0123456', 'characters'],
      ['sk-01****cdef', 'masked'],
      ['sk-0123...cdef', 'masked'],
      ['sk-0123••••cdef', 'masked'],
      ['LTAI5tAbCdEfGh0123', 'accessKey'],
      ['sk-short', 'shape'],
      ['password', 'shape'],
    ] as const) {
      assert.equal(findKeyProblem(cleanKey(typed)), problem, typed);
    }
  });
});

describe('a workspace id as people paste it', () => {
  it('is made clean, also out of its address', () => {
    for (const typed of [
      'llm-abc123',
      ' "llm-abc123" ',
      'llm-abc123.cn-beijing.maas.aliyuncs.com',
      'https://llm-abc123.cn-beijing.maas.aliyuncs.com/api/v1',
      'ｌｌｍ－ａｂｃ１２３',
    ]) {
      assert.equal(cleanWorkspaceId(typed), 'llm-abc123', typed);
    }
  });

  it('is told from what cannot be one', () => {
    assert.equal(findWorkspaceIdProblem(''), undefined);
    assert.equal(findWorkspaceIdProblem('llm-abc123'), undefined);
    assert.equal(findWorkspaceIdProblem('my-workspace'), 'shape');
    for (const id of ['llm abc', 'llm_abc', '-llm', 'llm-a.evil.example', 'a'.repeat(70), 'l/m']) {
      assert.equal(findWorkspaceIdProblem(id), 'characters', id);
    }
  });
});
