// Prose shows a text of the rubric as paragraphs and lists. Each of its paragraphs and list items is
// a line.
export function Prose({ text }) {
  const blocks = [];
  for (const line of text.split(/\n+/)) {
    const [, number, item] = line.match(/^(?:- |(\d{1,3})\. )(.+)$/) ?? [];
    const type = item === undefined ? "p" : number === undefined ? "ul" : "ol";
    const last = blocks.at(-1);
    if (type === "p") {
      blocks.push({ type, text: line });
    } else if (last?.type === type) {
      last.items.push({ number, item });
    } else {
      blocks.push({ type, items: [{ number, item }] });
    }
  }
  return blocks.map(({ type: Type, text, items }, at) => (
    <Type key={at}>
      {text ??
        items.map(({ number, item }, at) => (
          <li key={at} value={number}>
            {item}
          </li>
        ))}
    </Type>
  ));
}
