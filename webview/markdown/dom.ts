import type { TreeElement, TreeNode } from './tree.ts';

/** What is done to a fresh element before it is shown: a citation gets its source's name. */
export type Decorate = (element: HTMLElement, node: TreeElement) => void;

/** The only elements a report can make. What is not in here cannot be written into one. */
const TAGS = new Set(
  (
    'a blockquote br button code div em h1 h2 h3 h4 h5 h6 hr li ol p pre s span strong table tbody ' +
    'td th thead tr ul'
  ).split(' '),
);

/** No `style`, no handler, and no address: `href` is always `#`. */
const ATTRIBUTES = new Set(
  (
    'class data-anchor data-cite data-copy data-language data-link href id role scope start ' +
    'tabindex title type'
  ).split(' '),
);

export function createNode(node: TreeNode, decorate: Decorate): Node {
  return typeof node === 'string' ? document.createTextNode(node) : createElement(node, decorate);
}

export function createElement(node: TreeElement, decorate: Decorate): HTMLElement {
  const element = document.createElement(TAGS.has(node.tag) ? node.tag : 'span');
  for (const [name, value] of Object.entries(node.attributes)) {
    if (ATTRIBUTES.has(name) && (name !== 'href' || value === '#')) {
      element.setAttribute(name, value);
    }
  }
  for (const child of node.children) {
    element.append(createNode(child, decorate));
  }
  decorate(element, node);
  return element;
}

/** Whether the element of one node can become that of the other by changing its children. */
export function sameElement(before: TreeElement, after: TreeElement): boolean {
  if (before.tag !== after.tag) {
    return false;
  }
  const names = Object.keys(after.attributes);
  return (
    names.length === Object.keys(before.attributes).length &&
    names.every((name) => before.attributes[name] === after.attributes[name])
  );
}

/** The last child of an element that belongs to no tree any more. See `window.ts`. */
export type Closed = WeakMap<Node, ChildNode>;

/**
 * Makes the children of an element, which show `before`, show `after`. Goes from the front and
 * touches what differs: in a growing paragraph that is the text node at its end.
 */
export function patchChildren(
  element: Element,
  before: readonly TreeNode[],
  after: readonly TreeNode[],
  decorate: Decorate,
  closed: Closed,
): void {
  const last = closed.get(element);
  let node = last === undefined ? element.firstChild : last.nextSibling;
  for (const [at, fresh] of after.entries()) {
    const old = before[at];
    if (old === undefined || node === null) {
      element.append(createNode(fresh, decorate));
      continue;
    }
    const next: ChildNode | null = node.nextSibling;
    if (typeof old === 'string' && typeof fresh === 'string') {
      patchText(node as Text, old, fresh);
    } else if (typeof old !== 'string' && typeof fresh !== 'string' && sameElement(old, fresh)) {
      patchChildren(node as Element, old.children, fresh.children, decorate, closed);
    } else {
      node.replaceWith(createNode(fresh, decorate));
    }
    node = next;
  }
  while (node !== null) {
    const next: ChildNode | null = node.nextSibling;
    node.remove();
    node = next;
  }
}

/** Appending leaves a selection in the text alone, and costs less than setting it anew. */
function patchText(node: Text, before: string, after: string): void {
  if (before === after) {
    return;
  }
  if (after.startsWith(before)) {
    node.appendData(after.slice(before.length));
    return;
  }
  node.data = after;
}
