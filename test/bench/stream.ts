/**
 * A stream as the service sends it: about 310 to 470 bytes around 2 to 8 characters, one frame a
 * chunk, the report after a short plan and a few rounds. The same every time.
 */
export function makeChunks(frames: number): readonly Uint8Array[] {
  const encoder = new TextEncoder();
  const words = [
    '研究表明',
    'the cost',
    ' of ',
    '数据',
    'ing ',
    '\n\n## ',
    '**',
    '因此,',
    ' a b ',
    '[[3]]',
  ];
  const chunks: Uint8Array[] = [];
  for (let index = 0; index < frames; index += 1) {
    const message = messageAt(index, frames, words[(index * 7) % words.length] ?? '');
    const body = {
      output: { message, fininshed: false, fininshed_reason: 'null' },
      usage: { input_tokens: 652, output_tokens: 4 + index },
      request_id: '5f0c7a52-8f0e-4f0a-9d55-0b8f3f1f4c11',
    };
    const text = `id:${index + 1}\nevent:result\n:HTTP_STATUS/200\ndata:${JSON.stringify(body)}\n\n`;
    chunks.push(encoder.encode(text));
  }
  return chunks;
}

function messageAt(index: number, frames: number, word: string): Record<string, unknown> {
  const base = { role: 'assistant', extra: { deep_research: {} }, status: 'typing' };
  const share = index / frames;
  if (share < 0.02) {
    return { phase: 'ResearchPlanning', ...base, content: word };
  }
  if (share < 0.2) {
    const id = 1 + Math.floor(share * 30);
    const map = { [String(11 + (index % 4))]: word };
    return {
      phase: 'WebResearch',
      ...base,
      content: '',
      extra: { deep_research: { research: { id, learningMap: map } } },
      status: 'streamingWebResult',
    };
  }
  const last = index === frames - 1;
  return {
    phase: 'answer',
    ...base,
    content: last ? '' : word,
    status: last ? 'finished' : 'typing',
  };
}
