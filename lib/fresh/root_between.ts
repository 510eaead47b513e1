/** What Preact takes for an element to render into, though it is only the nodes between two others. */

// Several islands may share a parent, and Preact would take all of its children for its own.
export function rootBetween(start: Text, end: Text): Element {
  // Islands are found within body, so there is a parent.
  const parent = start.parentNode as Element;
  const childNodes = () => {
    const nodes: ChildNode[] = [];
    for (let node = start.nextSibling; node !== null && node !== end; node = node.nextSibling) nodes.push(node);
    return nodes;
  };
  const root = {
    nodeType: 1,
    parentNode: parent,
    ownerDocument: document,
    namespaceURI: parent.namespaceURI,
    get firstChild() {
      return start.nextSibling === end ? null : start.nextSibling;
    },
    get childNodes() {
      return childNodes();
    },
    insertBefore: (node: Node, child: Node | null) => parent.insertBefore(node, child ?? end),
    appendChild: (node: Node) => parent.insertBefore(node, end),
    removeChild: (node: Node) => parent.removeChild(node),
    contains: (node: Node | null) => parent.contains(node),
  };
  // Only the part of an element that Preact uses.
  return root as unknown as Element;
}
