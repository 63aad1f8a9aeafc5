/**
 * A workspace id as people paste it, made clean: without blanks and quotes, and taken out of the
 * workspace's own address where that was pasted.
 */
export function cleanWorkspaceId(typed: string): string {
  const text = typed
    .normalize('NFKC')
    .trim()
    .replace(/^["'`“”‘’]+|["'`“”‘’]+$/g, '')
    .trim();
  return (
    /^(?:https?:\/\/)?([a-z0-9-]+)\.cn-beijing\.maas\.aliyuncs\.com(?:[/:].*)?$/i.exec(text)?.[1] ??
    text
  );
}

/** What is wrong with a cleaned id; `shape` may still be right, and is said as a warning. */
export function findWorkspaceIdProblem(id: string): 'characters' | 'shape' | undefined {
  if (id === '') {
    return undefined;
  }
  // It becomes part of a host name, and stands in the setting's pattern likewise.
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{1,60}$/.test(id)) {
    return 'characters';
  }
  return /^llm-/i.test(id) ? undefined : 'shape';
}
