import type { ComponentChildren } from 'preact';

/** One of a few choices of what a list shows (`<ul class="chips">`). */
export const Chip = ({
  href,
  isOn,
  children,
}: {
  readonly href: string;
  readonly isOn: boolean;
  readonly children: ComponentChildren;
}) => (
  <li>
    <a href={href} class="chip" aria-current={isOn ? 'true' : undefined}>
      {children}
    </a>
  </li>
);
