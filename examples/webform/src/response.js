// newID names the response. It is random and says nothing of the rater.
export function newID() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return "r-" + Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

// ordered puts the fields of a response in the order of the schema.
export function ordered(response, schema) {
  const result = {};
  for (const key of Object.keys(schema.properties)) {
    if (response[key] !== undefined) result[key] = response[key];
  }
  result.ratings = {};
  for (const key of Object.keys(schema.properties.ratings.properties)) {
    if (response.ratings?.[key] !== undefined) result.ratings[key] = response.ratings[key];
  }
  return result;
}

// asks tells whether raters of a constituency are asked the competency with a UI schema.
export function asks(ui, constituency) {
  const asked = ui?.["ui:options"]?.asked;
  return !asked || asked.includes(constituency);
}

// withoutNotAsked drops the ratings of what the rater is not asked, after another choice of
// constituency.
export function withoutNotAsked(response, ui) {
  const kept = Object.entries(response.ratings ?? {}).filter(([id]) => asks(ui.ratings[id], response.constituency));
  return { ...response, ratings: Object.fromEntries(kept) };
}

// save hands the response to the rater as a file.
export function save(response) {
  const blob = new Blob([JSON.stringify(response, null, 2) + "\n"], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${response.id}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
