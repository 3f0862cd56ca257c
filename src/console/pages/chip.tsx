import type { ComponentChildren } from 'preact';

/** One of a few places to go to, or choices of what a list shows (`<ul class="chips">`). */
export const Chip = ({
  href,
  isOn = false,
  children,
}: {
  readonly href: string;
  /** It is what is shown. */
  readonly isOn?: boolean;
  readonly children: ComponentChildren;
}) => (
  <li>
    <a href={href} class="chip" aria-current={isOn ? 'true' : undefined}>
      {children}
    </a>
  </li>
);
