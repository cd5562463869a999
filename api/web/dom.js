// Making DOM nodes. Data only ever becomes text or attribute values, never markup.

/** An element. `on` holds listeners; an attribute of null, undefined or false is left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value))
        element.addEventListener(event, listener);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  append(element, children);
  return element;
}

/** Append nodes and texts, however nested; nothing comes of null, undefined and false. */
export function append(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) parent.append(child);
  }
}

/** Give `parent` the children of `fresh`, leaving alone those that are the same already. */
export function syncChildren(parent, fresh) {
  const wanted = [...fresh.childNodes];
  wanted.forEach((node, position) => {
    const present = parent.childNodes[position];
    if (!present) parent.append(node);
    else if (!present.isEqualNode(node)) present.replaceWith(node);
  });
  while (parent.childNodes.length > wanted.length) parent.lastChild.remove();
}

let said = "";

/** Tell those who listen to the page, politely; the same twice is told twice. */
export function announce(text) {
  const spoken = text === said ? `${text}\u00a0` : text;
  said = spoken;
  document.getElementById("announcer").textContent = spoken;
}
