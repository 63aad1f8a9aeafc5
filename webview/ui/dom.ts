type Child = Node | string | undefined;

type Handlers = {
  readonly [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void;
};

interface Properties {
  readonly class?: string;
  readonly id?: string;
  readonly on?: Handlers;
  /** Other attributes; `undefined` leaves one out. Never `style`, never a handler. */
  readonly [attribute: string]: string | Handlers | undefined;
}

/** An element. All text becomes text nodes: there is no way to pass markup. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'string') {
      element.setAttribute(name, value);
    } else if (value !== undefined) {
      for (const [type, handler] of Object.entries(value)) {
        element.addEventListener(type, handler as EventListener);
      }
    }
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** Changes the text only where it differs, so that selections and observers stay quiet. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Text that grows: what is there is left alone. */
export function growText(element: Element, text: string): void {
  const node = element.firstChild;
  const before = node?.nodeValue ?? '';
  if (node instanceof Text && element.childNodes.length === 1 && text.startsWith(before)) {
    if (text.length > before.length) {
      node.appendData(text.slice(before.length));
    }
  } else {
    setText(element, text);
  }
}

export function setHidden(element: HTMLElement, hidden: boolean): void {
  if (element.hidden !== hidden) {
    element.hidden = hidden;
  }
}

export function setAttribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== value) {
    element.setAttribute(name, value);
  }
}

/**
 * Children by key: makes the missing, moves what is out of place, updates all, removes the rest.
 * An element stays the same as long as its key is there, and with it focus and selection.
 */
export class KeyedList<Item, View extends { readonly element: Element }> {
  readonly #container: Element;
  readonly #views = new Map<string, View>();
  readonly #create: (item: Item) => View;
  readonly #update: (view: View, item: Item) => void;

  constructor(
    container: Element,
    create: (item: Item) => View,
    update: (view: View, item: Item) => void = () => undefined,
  ) {
    this.#container = container;
    this.#create = create;
    this.#update = update;
  }

  show(items: readonly Item[], keyOf: (item: Item, index: number) => string): void {
    const wanted = new Set(items.map(keyOf));
    for (const [key, view] of this.#views) {
      if (!wanted.has(key)) {
        view.element.remove();
        this.#views.delete(key);
      }
    }
    let place = this.#container.firstElementChild;
    for (const [index, item] of items.entries()) {
      const key = keyOf(item, index);
      const view = this.#views.get(key) ?? this.#create(item);
      this.#views.set(key, view);
      this.#update(view, item);
      if (view.element === place) {
        place = place.nextElementSibling;
      } else {
        this.#container.insertBefore(view.element, place);
      }
    }
  }

  get(key: string): View | undefined {
    return this.#views.get(key);
  }
}
