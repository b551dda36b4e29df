import { EnvironmentError, HourglassError } from '@hourglass/core';
import { onDarkGround, sharedStyle } from './style.js';

/** What one kind of element draws with. */
interface Stage {
  readonly host: HTMLElement;
  /** What the element shows stands here; it is hidden while there is a message instead. */
  readonly content: HTMLElement;
  /** Asks for a drawing with the next frame. */
  redraw(): void;
  /** Says something in place of the content, or beside it where the content is to stay. */
  say(message: string, stay?: boolean): void;
  /** Tells the page of what the reader did. */
  tell(type: string, detail: unknown): void;
}

/** Draws what the properties hold; what it throws is shown to the reader. */
type Draw<Properties> = (properties: Partial<Properties>, ground: { readonly dark: boolean }) => void;

export interface ViewElement<Properties> {
  readonly name: string;
  /** The properties that it takes, each drawn when it is set. */
  readonly properties: readonly (keyof Properties & string)[];
  /** Rules for its shadow root. */
  readonly style: string;
  /** Sets up one element, once; it may be removed from the page and put back. */
  create(stage: Stage): Draw<Properties>;
}

/** Registers a custom element, unless its name is taken. */
export function defineViewElement<Properties extends object>({ name, properties, style, create }: ViewElement<Properties>): void {
  if (!('customElements' in globalThis))
    throw new EnvironmentError(
      `${name}: expected a page to define elements in, received a host without custom elements. ` +
        'Call defineElements() in the browser only.',
    );
  if (customElements.get(name)) return;

  class Defined extends HTMLElement {
    readonly values: Partial<Properties> = {};
    readonly #content = document.createElement('div');
    readonly #message = document.createElement('p');
    readonly #dark = onDarkGround();
    readonly #resize = new ResizeObserver(() => this.#redraw());
    readonly #redraw = (): void => {
      if (this.isConnected) this.#frame ||= requestAnimationFrame(() => this.#drawNow());
    };
    readonly #draw: Draw<Properties>;
    #frame = 0;

    constructor() {
      super();
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [sharedStyle(style)];
      this.#content.className = 'content';
      this.#message.className = 'message';
      this.#message.role = 'status';
      root.append(this.#content, this.#message);
      this.#draw = create({
        host: this,
        content: this.#content,
        redraw: this.#redraw,
        say: (message, stay = false) => this.#say(message, stay),
        tell: (type, detail) => this.dispatchEvent(new CustomEvent(type, { detail })),
      });
    }

    connectedCallback(): void {
      for (const property of properties) this.#upgrade(property);
      this.#resize.observe(this);
      this.#dark.addEventListener('change', this.#redraw);
      this.#redraw();
    }

    disconnectedCallback(): void {
      this.#resize.disconnect();
      this.#dark.removeEventListener('change', this.#redraw);
      cancelAnimationFrame(this.#frame);
      this.#frame = 0;
    }

    set(property: keyof Properties, value: Properties[keyof Properties]): void {
      this.values[property] = value;
      this.#redraw();
    }

    /** Takes over what was set before the element was defined, which stands in front of its property. */
    #upgrade(property: keyof Properties & string): void {
      if (!Object.hasOwn(this, property)) return;
      const own = this as unknown as Partial<Properties>;
      const value = own[property];
      Reflect.deleteProperty(this, property);
      this.set(property, value as Properties[typeof property]);
    }

    #drawNow(): void {
      this.#frame = 0;
      this.#say('', true);
      try {
        this.#draw(this.values, { dark: this.#dark.matches });
      } catch (error) {
        const cause = error instanceof Error ? error.message : String(error);
        this.#say(HourglassError.isInstance(error) ? cause : `${name}: expected something to draw, received what is not (${cause}).`, false);
      }
    }

    #say(message: string, stay: boolean): void {
      this.#content.hidden = message !== '' && !stay;
      if (this.#message.textContent !== message) this.#message.textContent = message;
    }
  }

  for (const property of properties)
    Object.defineProperty(Defined.prototype, property, {
      get(this: Defined) {
        return this.values[property];
      },
      set(this: Defined, value: Properties[typeof property]) {
        this.set(property, value);
      },
      enumerable: true,
      configurable: true,
    });
  customElements.define(name, Defined);
}
