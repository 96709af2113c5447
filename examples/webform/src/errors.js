// inPlainWords gives one error for each field, in words for the rater. A rating
// that matches neither of its alternatives has an error for every stage and word
// that it might have been.
export function inPlainWords(errors, schema, ui, words) {
  const byField = new Map();
  for (const error of errors) {
    if (error.name === "if") continue; // says only that another error has a condition
    const path = error.property.split(".").filter(Boolean);
    const field = path.slice(0, path[0] === "ratings" ? 2 : 1).join(".");
    byField.set(field, [...(byField.get(field) ?? []), error]);
  }
  return Array.from(byField, ([field, list]) => {
    const message = say(field, list, titleOf(field, schema, ui), words);
    return { ...list[0], property: "." + field, message, stack: message };
  });
}

function titleOf(field, schema, ui) {
  const [name, competency] = field.split(".");
  const property = schema.properties[name] ?? {};
  if (competency) return property.properties[competency]?.title ?? field;
  return ui[name]?.["ui:title"] ?? property.title ?? field;
}

function say(field, errors, title, words) {
  const found = (keyword) => errors.find((error) => error.name === keyword);
  if (found("maxLength")) return words.tooLong(title, found("maxLength").params.limit);
  if (found("maxItems")) return words.tooMany(title, found("maxItems").params.limit);
  if (!found("required")) return words.bad(title);
  return field.startsWith("ratings.") ? words.noStage(title) : words.choose(title);
}
