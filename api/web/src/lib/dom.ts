// Making DOM nodes. Data only ever becomes text or attribute values, never markup.

export type Child = Node | string | null | undefined | false | Child[];
type Attributes = Record<string, unknown>;

/** An element. An attribute of null, undefined or false is left out. */
export function h(tag: string, attributes: Attributes = {}, ...children: Child[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  append(element, children);
  return element;
}

/** Append nodes and texts, however nested; nothing comes of null, undefined and false. */
export function append(parent: Node & ParentNode, children: Child[]): void {
  for (const child of (children as unknown[]).flat(20) as (
    Node | string | null | undefined | false
  )[]) {
    if (child !== null && child !== undefined && child !== false) parent.append(child);
  }
}

/** Give `parent` the children of `fresh`, leaving alone those that are the same already. */
export function syncChildren(parent: Node, fresh: DocumentFragment): void {
  const wanted = [...fresh.childNodes];
  wanted.forEach((node, position) => {
    const present = parent.childNodes[position];
    if (!present) parent.appendChild(node);
    else if (!present.isEqualNode(node)) (present as ChildNode).replaceWith(node);
  });
  while (parent.childNodes.length > wanted.length) parent.lastChild?.remove();
}
