package formwords

import "github.com/waymark-go/waymark/internal/source"

// Label is the title and the description of a field.
type Label struct{ Title, Description string }

// Words are the words in one language.
type Words struct {
	Language string // BCP 47 tag

	// ResponseTo is put before the title of the rubric, OneRater before its ref.
	ResponseTo, OneRater string

	Format, Rubric, ID, Draft, Organization, Constituency, Date, AnsweredIn, Background, Ratings, Schema Label

	Answer, Rating, Remarks, Stage, Evidence, EvidenceItem, Note Label

	// The same fields as questions to the person who fills in a form. The evidence is
	// one text.
	AskConstituency, AskBackground, AskOrganization, AskDate, AskEvidence, AskNote Label

	NotApplicable, DontKnow, Declined string

	Questions string // before the prompts of a domain
	Submit    string
}

// NonAnswer is a word for a non-answer in documents, and how people are shown it.
type NonAnswer struct{ ID, Title string }

// NonAnswers returns the non-answers that a rater can give, in the order in which
// forms offer them.
func (w *Words) NonAnswers() []NonAnswer {
	return []NonAnswer{{"not-applicable", w.NotApplicable}, {"dont-know", w.DontKnow}, {"declined", w.Declined}}
}

// In returns the words in the language of a tag, ignoring its script and region. It returns
// the English words for languages other than Spanish.
func In(tag string) *Words {
	if source.PrimaryLanguage(tag) == "es" {
		return spanish()
	}
	return english()
}

func english() *Words {
	return &Words{
		Language:   "en",
		ResponseTo: "Response to ", OneRater: "One rater's ratings on ",
		Format:       Label{"Format", "Says what the document is."},
		Rubric:       Label{"Rubric", "The rubric and edition that was rated."},
		ID:           Label{"Response id", "Names the response, not the rater."},
		Draft:        Label{"Draft", "Whether the response is unfinished. A draft is not counted."},
		Organization: Label{"Organization", "The school or district."},
		Constituency: Label{"Constituency", "The part of the community that the rater belongs to."},
		Date:         Label{"Date", "The calendar day of the response, YYYY-MM-DD."},
		AnsweredIn:   Label{"Language", "The language that the rater answered in, as a BCP 47 tag."},
		Background:   Label{"Background", "Answers to the questions about the rater, each of them optional."},
		Ratings:      Label{"Ratings", "By competency. A competency that is missing was not answered."},
		Schema:       Label{"Schema", "The address or file of this schema, for editors. Loaders ignore it."},
		Answer:       Label{"Answer", "A stage or a non-answer."},
		Rating:       Label{"Rating", "An answer, alone or with evidence and a note."},
		Remarks:      Label{"Answer with remarks", "An answer with evidence or a note."},
		Stage:        Label{"Stage", "The stage, or a non-answer."},
		Evidence:     Label{"Evidence", "What the rating is based on."},
		EvidenceItem: Label{"Piece of evidence", "One thing that the rating is based on."},
		Note:         Label{"Note", "What the rater would like to add."},

		AskConstituency: Label{"Your part of the community", "Which part of the community do you belong to?"},
		AskBackground:   Label{"About you", "You can skip any of these questions."},
		AskOrganization: Label{"School or district", "Which school or district are your answers about?"},
		AskDate:         Label{"Date", "The day of your answers."},
		AskEvidence:     Label{"Evidence", "What is your answer based on? Put each piece of evidence on its own line."},
		AskNote:         Label{"Note", "What would you like to add?"},

		NotApplicable: "Does not apply", DontKnow: "I don't know", Declined: "I would rather not say",
		Questions: "Questions to think about", Submit: "Submit",
	}
}

func spanish() *Words {
	return &Words{
		Language:   "es",
		ResponseTo: "Respuesta a ", OneRater: "Las valoraciones de una persona según ",
		Format:       Label{"Formato", "Indica qué es el documento."},
		Rubric:       Label{"Rúbrica", "La rúbrica y la edición que se valoraron."},
		ID:           Label{"Identificador de la respuesta", "Identifica la respuesta, no a la persona."},
		Draft:        Label{"Borrador", "Indica si la respuesta está sin terminar. Un borrador no se cuenta."},
		Organization: Label{"Organización", "La escuela o el distrito."},
		Constituency: Label{"Grupo", "La parte de la comunidad a la que pertenece la persona."},
		Date:         Label{"Fecha", "El día de la respuesta en el calendario, AAAA-MM-DD."},
		AnsweredIn:   Label{"Idioma", "El idioma en que respondió la persona, como etiqueta BCP 47."},
		Background:   Label{"Datos de la persona", "Las respuestas a las preguntas sobre la persona. Ninguna es obligatoria."},
		Ratings:      Label{"Valoraciones", "Por competencia. Si una competencia no aparece, no se respondió."},
		Schema:       Label{"Esquema", "La dirección o el archivo de este esquema, para editores. No influye en la lectura."},
		Answer:       Label{"Respuesta", "Una etapa o una respuesta sin valoración."},
		Rating:       Label{"Valoración", "Una respuesta, sola o con evidencia y una nota."},
		Remarks:      Label{"Respuesta con comentarios", "Una respuesta con evidencia o una nota."},
		Stage:        Label{"Etapa", "La etapa, o una respuesta sin valoración."},
		Evidence:     Label{"Evidencia", "En qué se basa la valoración."},
		EvidenceItem: Label{"Una evidencia", "Una de las cosas en que se basa la valoración."},
		Note:         Label{"Nota", "Lo que la persona quisiera agregar."},

		AskConstituency: Label{"Su parte de la comunidad", "¿A qué parte de la comunidad pertenece usted?"},
		AskBackground:   Label{"Sobre usted", "Puede dejar en blanco cualquiera de estas preguntas."},
		AskOrganization: Label{"Escuela o distrito", "¿A qué escuela o distrito se refieren sus respuestas?"},
		AskDate:         Label{"Fecha", "El día de sus respuestas."},
		AskEvidence:     Label{"Evidencia", "¿En qué se basa su respuesta? Escriba cada evidencia en una línea aparte."},
		AskNote:         Label{"Nota", "¿Qué le gustaría agregar?"},

		NotApplicable: "No corresponde", DontKnow: "No sé", Declined: "Prefiero no responder",
		Questions: "Preguntas para reflexionar", Submit: "Enviar",
	}
}
