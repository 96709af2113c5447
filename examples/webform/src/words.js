// What the page says that neither the rubric nor its schemas say.
const english = {
  languages: "Language",
  introduction:
    "Choose, for each competency, the stage that comes closest to what you see. Leave out what you would rather not answer. Your answers stay in this browser; at the end you download them as a file.",
  loading: "The form is loading.",
  form: "Response",
  aboutYou: "About you",
  clear: "Clear this answer",
  answered: (done, all) => `${done} of ${all} answered`,
  remarks: "Add evidence or a note",
  evidence: "Evidence, one piece on each line",
  note: "Note",
  optional: "optional",
  required: "required",
  download: "Download my response",
  downloaded: (name) => `Thank you. Your response is in the file ${name}.`,
  problems: (n) => (n === 1 ? "One thing needs your attention" : `${n} things need your attention`),
  choose: (title) => `${title}: choose one.`,
  noStage: (title) => `${title}: choose a stage to go with what you wrote, or clear it.`,
  bad: (title) => `${title}: this is not in the form that is expected.`,
  tooLong: (title, limit) => `${title}: please shorten this to ${limit} characters.`,
  tooMany: (title, limit) => `${title}: please keep to ${limit} pieces of evidence.`,
  rights: "About the wording",
};

const spanish = {
  languages: "Idioma",
  introduction:
    "Elija, para cada competencia, la etapa que más se acerque a lo que usted ve. Omita lo que prefiera no responder. Sus respuestas permanecen en este navegador; al final las descarga en un archivo.",
  loading: "El formulario se está cargando.",
  form: "Respuesta",
  aboutYou: "Acerca de usted",
  clear: "Borrar esta respuesta",
  answered: (done, all) => `${done} de ${all} respondidas`,
  remarks: "Agregar evidencia o una nota",
  evidence: "Evidencia, una en cada línea",
  note: "Nota",
  optional: "opcional",
  required: "obligatorio",
  download: "Descargar mi respuesta",
  downloaded: (name) => `Gracias. Su respuesta está en el archivo ${name}.`,
  problems: (n) => (n === 1 ? "Una cosa necesita su atención" : `${n} cosas necesitan su atención`),
  choose: (title) => `${title}: elija una opción.`,
  noStage: (title) => `${title}: elija una etapa para lo que escribió, o bórrelo.`,
  bad: (title) => `${title}: no tiene la forma que se espera.`,
  tooLong: (title, limit) => `${title}: acorte el texto a ${limit} caracteres.`,
  tooMany: (title, limit) => `${title}: no más de ${limit} evidencias.`,
  rights: "Acerca de los textos",
};

export function wordsIn(language) {
  return language.split("-")[0].toLowerCase() === "es" ? spanish : english;
}
