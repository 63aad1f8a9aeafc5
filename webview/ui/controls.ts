import { CONTROLS_READY } from './controlsReady.ts';
import { h, setAttribute } from './dom.ts';
import type { IconName } from './icons.ts';
import { icon } from './icons.ts';

/*
 * Form controls. They begin as the browser's own, which work at once and for ever; when the
 * components' bundle has come, each is replaced by its component with the same state. A control
 * that has the focus waits until it has lost it: somebody may be typing.
 */

let ready = false;
document.addEventListener(
  CONTROLS_READY,
  () => {
    ready = true;
  },
  { once: true },
);

/** A place that holds a control, and makes it anew when its component is there. */
class Place<Inner extends HTMLElement> {
  readonly element = h('span', { class: 'control' });
  inner: Inner;
  readonly #make: (component: boolean) => Inner;

  constructor(make: (component: boolean) => Inner) {
    this.#make = make;
    this.inner = make(ready);
    this.element.append(this.inner);
    if (!ready) {
      document.addEventListener(CONTROLS_READY, this.#upgrade, { once: true });
    }
  }

  readonly #upgrade = (): void => {
    if (this.element.contains(document.activeElement)) {
      this.element.addEventListener('focusout', this.#upgrade, { once: true });
      return;
    }
    const fresh = this.#make(true);
    this.inner.replaceWith(fresh);
    this.inner = fresh;
  };
}

export interface ButtonOptions {
  readonly label: string;
  readonly icon?: IconName;
  readonly primary?: boolean;
  readonly onClick: () => void;
}

export interface Button {
  readonly element: HTMLElement;
  setLabel(label: string): void;
  setDisabled(disabled: boolean): void;
  focus(): void;
}

export function createButton(options: ButtonOptions): Button {
  let disabled = false;
  // No element: the component gives slotted ones the size of an icon.
  const text = document.createTextNode(options.label);
  const place = new Place<HTMLButtonElement>((component) => {
    const look = options.primary === true ? 'primary' : 'secondary';
    const button = component
      ? (document.createElement('vscode-button') as HTMLButtonElement)
      : h('button', { type: 'button', class: `button ${look}` });
    setAttribute(button, 'appearance', component ? look : undefined);
    button.disabled = disabled;
    if (options.icon !== undefined) {
      const picture = icon(options.icon);
      setAttribute(picture, 'slot', component ? 'start' : undefined);
      button.append(picture);
    }
    button.append(text);
    button.addEventListener('click', () => {
      if (!disabled) {
        options.onClick();
      }
    });
    return button;
  });
  return {
    element: place.element,
    setLabel: (fresh) => {
      if (text.data !== fresh) {
        text.data = fresh;
      }
    },
    setDisabled: (fresh) => {
      if (fresh !== disabled) {
        disabled = fresh;
        place.inner.disabled = fresh;
      }
    },
    focus: () => {
      place.inner.focus();
    },
  };
}

export interface TextAreaOptions {
  readonly label: string;
  readonly placeholder?: string;
  readonly rows: number;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** Ctrl or Cmd with Enter. */
  readonly onSubmit?: () => void;
}

export interface TextArea {
  readonly element: HTMLElement;
  readonly value: string;
  setValue(value: string): void;
  focus(): void;
}

export function createTextArea(options: TextAreaOptions): TextArea {
  let { value } = options;
  const place = new Place<HTMLTextAreaElement>((component) => {
    const area = component
      ? (document.createElement('vscode-text-area') as HTMLTextAreaElement)
      : h('textarea', { class: 'text-area' });
    area.setAttribute('rows', String(options.rows));
    if (component) {
      // It takes its name from its content when it comes into the page, whatever it was given.
      area.append(options.label);
    } else {
      area.setAttribute('aria-label', options.label);
    }
    area.setAttribute('resize', 'vertical');
    setAttribute(area, 'placeholder', options.placeholder);
    area.value = value;
    area.addEventListener('input', () => {
      value = area.value;
      options.onInput(value);
    });
    area.addEventListener('keydown', (event) => {
      // 229: some input methods report nothing but this while they compose.
      const composing = event.isComposing || event.keyCode === 229;
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !composing) {
        event.preventDefault();
        options.onSubmit?.();
      }
    });
    return area;
  });
  place.element.classList.add('wide');
  return {
    element: place.element,
    get value() {
      return value;
    },
    setValue: (fresh) => {
      value = fresh;
      place.inner.value = fresh;
    },
    focus: () => {
      place.inner.focus();
    },
  };
}

export interface DropdownOptions<Value extends string> {
  readonly label: string;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

export interface Dropdown<Value extends string> {
  readonly element: HTMLElement;
  setValue(value: Value): void;
}

export function createDropdown<Value extends string>(
  options: DropdownOptions<Value>,
): Dropdown<Value> {
  let { value } = options;
  const place = new Place<HTMLSelectElement>((component) => {
    const select = component
      ? (document.createElement('vscode-dropdown') as HTMLSelectElement)
      : h('select', { class: 'dropdown' });
    select.setAttribute('aria-label', options.label);
    for (const choice of options.choices) {
      const option = document.createElement(component ? 'vscode-option' : 'option');
      option.setAttribute('value', choice.value);
      if (choice.value === value) {
        option.setAttribute('selected', '');
      }
      option.append(choice.label);
      select.append(option);
    }
    select.addEventListener('change', () => {
      const chosen = options.choices.find((choice) => choice.value === select.value);
      if (chosen !== undefined && chosen.value !== value) {
        value = chosen.value;
        options.onChange(value);
      }
    });
    return select;
  });
  return {
    element: place.element,
    setValue: (fresh) => {
      if (fresh !== value) {
        value = fresh;
        place.inner.value = fresh;
      }
    },
  };
}

export interface Badge {
  readonly element: HTMLElement;
  setText(text: string): void;
}

export function createBadge(): Badge {
  const text = document.createTextNode('');
  const place = new Place<HTMLElement>((component) => {
    const badge = component
      ? document.createElement('vscode-badge')
      : h('span', { class: 'badge' });
    badge.append(text);
    return badge;
  });
  return {
    element: place.element,
    setText: (fresh) => {
      if (text.data !== fresh) {
        text.data = fresh;
      }
    },
  };
}
