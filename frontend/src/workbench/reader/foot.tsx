// The foot of a form: how it will read, what is wrong, and the buttons. In the form beside the text it stays in
// sight however long the form grows; what it lies over is never the field one is in.
import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Pixels left between the field one is in and the foot. */
const AIR = 10;

export function Foot({ children }: { children: ComponentChildren }): JSX.Element {
  const foot = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = foot.current;
    const dock = element?.closest<HTMLElement>(".dock");
    if (!element || !dock) return;
    const measure = (): void => {
      dock.style.scrollPaddingBottom = `${element.offsetHeight + AIR}px`;
      const at = document.activeElement;
      const inForm = at && at !== dock && dock.contains(at) && !element.contains(at);
      if (inForm) at.scrollIntoView({ block: "nearest", behavior: "instant" });
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => {
      watch.disconnect();
      dock.style.scrollPaddingBottom = "";
    };
  }, []);
  return (
    <div ref={foot} class="foot">
      {children}
    </div>
  );
}
