"use strict";

const words = {
  en: {
    title: "Waymark in your browser",
    language: "Language",
    about: "Choose a file of responses to see what is wrong in it, and a report of what is right. This page reads the file on your computer. It sends nothing anywhere.",
    choose: "Choose a file",
    file: "File of responses",
    hint: "A spreadsheet saved as CSV, or NDJSON or JSON. You can also drop a file anywhere on this page.",
    readers: "Who will read the report?",
    public: "Anyone: results of fewer than 10 people are hidden",
    internal: "Only the team: everything is shown",
    sample: "Use made-up responses",
    reading: "Reading…",
    readingMore: (records) => `Reading… ${records} so far`,
    problems: "What is wrong",
    notes: "What to know",
    report: "Report",
    save: "Save the report",
    more: (shown, all) => `The first ${shown} of ${all} problems.`,
    done: (r) => `${count(r.responses, "response is", "responses are")} in the report. ${count(r.refused, "record was", "records were")} refused.` + extra(r, "drafts, not counted", "other rows, not counted"),
    nothing: (r) => `There is no report: ${r.refused > 0 ? `${count(r.refused, "record was", "records were")} refused` : "the file has no responses"}.` + extra(r, "drafts, not counted", "other rows, not counted"),
    error: (why) => `The file could not be read: ${why}`,
  },
  es: {
    title: "Waymark en su navegador",
    language: "Idioma",
    about: "Elija un archivo de respuestas para ver qué errores tiene y un informe de lo que está bien. Esta página lee el archivo en su computadora. No envía nada a ninguna parte.",
    choose: "Elija un archivo",
    file: "Archivo de respuestas",
    hint: "Una hoja de cálculo guardada como CSV, o NDJSON o JSON. También puede soltar un archivo en cualquier lugar de esta página.",
    readers: "¿Quién leerá el informe?",
    public: "Cualquiera: se ocultan los resultados de menos de 10 personas",
    internal: "Solo el equipo: se muestra todo",
    sample: "Usar respuestas inventadas",
    reading: "Leyendo…",
    readingMore: (records) => `Leyendo… ${records} hasta ahora`,
    problems: "Qué errores hay",
    notes: "Qué hay que saber",
    report: "Informe",
    save: "Guardar el informe",
    more: (shown, all) => `Los primeros ${shown} de ${all} errores.`,
    done: (r) => `${count(r.responses, "respuesta está", "respuestas están")} en el informe. ${count(r.refused, "registro rechazado", "registros rechazados")}.` + extra(r, "borradores, no se cuentan", "otras filas, no se cuentan"),
    nothing: (r) => `No hay informe: ${r.refused > 0 ? count(r.refused, "registro rechazado", "registros rechazados") : "el archivo no tiene respuestas"}.` + extra(r, "borradores, no se cuentan", "otras filas, no se cuentan"),
    error: (why) => `No se pudo leer el archivo: ${why}`,
  },
};

const $ = (id) => document.getElementById(id);
const language = () => $("language").value;
const say = (key) => words[language()][key];
const number = (n) => n.toLocaleString(language());
const count = (n, one, other) => `${number(n)} ${n === 1 ? one : other}`;
const extra = (r, drafts, rows) =>
  (r.drafts > 0 ? ` ${number(r.drafts)} ${drafts}.` : "") + (r.notCounted > 0 ? ` ${number(r.notCounted)} ${rows}.` : "");

let worker;
let chosen; // what was read last: {file, name}, with a null file for the sample
let current = 0; // the number of the last request
let link; // of the report to save

// startWorker starts the program. Scripts from a disk cannot load workers from files, so the
// worker is made of a text in the page.
function startWorker() {
  const url = URL.createObjectURL(new Blob([$("worker").textContent], { type: "text/javascript" }));
  worker = new Worker(url);
  worker.onmessage = ({ data }) => receive(data);
  worker.onerror = (event) => fail(event.message);
  worker.postMessage({ program: $("program").textContent });
}

// read has the chosen file read. A reading that is not done is stopped.
function read() {
  if (!chosen) return;
  if (worker && !$("reading").hidden) {
    worker.terminate();
    worker = undefined;
  }
  if (!worker) startWorker();
  current++;
  clear();
  $("reading").hidden = false;
  $("progress").removeAttribute("value");
  $("status").textContent = say("reading");
  const policy = document.querySelector("input[name=policy]:checked").value;
  worker.postMessage({ id: current, ...chosen, language: language(), policy });
}

function receive(message) {
  if (message.stopped) return fail("stopped");
  if (message.id !== current && message.id !== undefined) return;
  if (message.failure) return fail(message.failure);
  if (message.result) return show(message.result);
  if (chosen.file) $("progress").value = message.read / chosen.file.size;
  $("progress").textContent = say("readingMore")(number(message.records));
}

function fail(why) {
  $("reading").hidden = true;
  $("status").textContent = say("error")(why);
  worker?.terminate();
  worker = undefined;
}

function clear() {
  for (const id of ["problems", "notes", "result"]) $(id).hidden = true;
  for (const id of ["problem-list", "note-list"]) $(id).replaceChildren();
  $("frame").replaceChildren();
  if (link) URL.revokeObjectURL(link);
  link = undefined;
}

function show(result) {
  $("reading").hidden = true;
  list("problems", "problem-list", result.problems ?? []);
  list("notes", "note-list", result.notes ?? []);
  const shown = result.problems?.length ?? 0;
  $("more").textContent = shown < result.problemCount ? say("more")(number(shown), number(result.problemCount)) : "";
  if (result.report) {
    link = URL.createObjectURL(new Blob([result.report], { type: "text/html" }));
    $("save").href = link;
    $("result").hidden = false;
    // A new frame each time: Chromium can leave a frame blank whose srcdoc is replaced while it is hidden.
    const frame = document.createElement("iframe");
    frame.id = "report";
    frame.title = say("report");
    frame.sandbox = "";
    frame.srcdoc = result.report;
    $("frame").replaceChildren(frame);
  }
  $("status").textContent = result.error ? say("error")(result.error) : say(result.report ? "done" : "nothing")(result);
}

// list shows problems or notes, whose texts are in English.
function list(section, id, lines) {
  $(section).hidden = lines.length === 0;
  for (const { where, code, text, hint } of lines) {
    const item = document.createElement("li");
    for (const part of [where, code].filter(Boolean)) {
      const element = document.createElement("code");
      element.textContent = part;
      item.append(element, " ");
    }
    const message = document.createElement("span");
    message.lang = "en";
    message.textContent = [text, hint].filter(Boolean).join("; ");
    item.append(message);
    $(id).append(item);
  }
}

function translate() {
  document.documentElement.lang = language();
  document.title = say("title");
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = say(element.dataset.word);
}

function choose(file) {
  if (!file) return;
  chosen = { file, name: file.name };
  read();
}

$("file").addEventListener("change", () => choose($("file").files[0]));
$("sample").addEventListener("click", () => {
  chosen = { file: null, name: "" };
  $("file").value = "";
  read();
});
for (const radio of document.querySelectorAll("input[name=policy]")) radio.addEventListener("change", read);
$("language").addEventListener("change", () => {
  translate();
  read();
});
addEventListener("dragover", (event) => {
  event.preventDefault();
  $("drop").classList.add("over");
});
addEventListener("dragleave", () => $("drop").classList.remove("over"));
addEventListener("drop", (event) => {
  event.preventDefault();
  $("drop").classList.remove("over");
  choose(event.dataTransfer.files[0]);
});

if (!location.hash && navigator.language.startsWith("es") || location.hash === "#es") $("language").value = "es";
translate();
