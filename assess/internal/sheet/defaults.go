package sheet

// DefaultColumns is the function of package assess.
func DefaultColumns() map[string]string {
	columns := make(map[string]string)
	for meaning, list := range map[string][]string{
		"rubric": {"rubric"},
		"id": {
			"id", "response id", "ResponseId", "respondent id", "respondent", "submission id", "record id", "entry id", "#",
			"identificador", "folio", "id de respuesta", "id de la respuesta",
		},
		"organization": {
			"organization", "organisation", "district", "school district", "district name", "school", "school name", "school site", "site", "CDS code", "LEA",
			"School or district", "Which school or district are your answers about", "Escuela o distrito", "A qué escuela o distrito se refieren sus respuestas",
			"organización", "distrito", "distrito escolar", "nombre del distrito", "escuela", "nombre de la escuela", "plantel", "institución",
		},
		"constituency": {
			"constituency", "role", "your role", "my role", "what is your role", "I am", "I am a", "I am an", "I am a/an", "I am a(n)", "group", "your group",
			"stakeholder group", "constituent group", "respondent group", "which best describes you", "which of these best describes you", "affiliation",
			"Your part of the community", "Which part of the community do you belong to", "Which part of the community do you speak from", "Su parte de la comunidad", "A qué parte de la comunidad pertenece usted", "Desde qué parte de la comunidad habla usted", "your affiliation", "I identify as", "how do you identify", "which group do you belong to", "which group best describes you", "your connection to the school", "your relationship to the district", "stakeholder", "respondent type", "participant type",
			"rol", "su rol", "tu rol", "mi rol", "cuál es su rol", "cuál es tu rol", "soy", "yo soy", "grupo", "su grupo", "grupo de interés",
		},
		"date": {"date", "response date", "day", "fecha", "fecha de respuesta"},
		"timestamp": {
			"timestamp", "completion time", "end date", "EndDate", "submitted", "submitted at", "date submitted", "submission date", "submission time", "submit date",
			"submit date (UTC)", "date created", "marca temporal", "hora de finalización", "fecha de envío",
		},
		"language": {"language", "user language", "UserLanguage", "response language", "survey language", "idioma"},
		"person": {
			"email", "e-mail", "email address", "username", "your email", "your email address", "correo", "correo electrónico", "dirección de correo electrónico", "nombre de usuario",
		},
		"ignore": {
			"format",
			"name", "first name", "last name", "full name", "start time", "start date", "start date (UTC)", "start", "end",
			"last modified time", "date modified", "recorded date", "IP address", "duration (in seconds)", "duration", "status", "finished", "progress",
			"recipient last name", "recipient first name", "recipient email", "external data reference", "location latitude", "location longitude",
			"distribution channel", "collector ID", "total points", "quiz feedback", "grade posted time", "network id", "uuid", "submitted by",
			"StartDate", "RecordedDate", "IPAddress", "RecipientLastName", "RecipientFirstName", "RecipientEmail", "ExternalReference",
			"LocationLatitude", "LocationLongitude", "DistributionChannel", "validation status", "index", "tags", "version",
			"nombre", "apellido", "apellidos", "nombre completo", "hora de inicio",
			"hora de la última modificación", "puntuación", "score", "total score", "puntos totales",
		},
		"competency": {"competency", "competency id", "competence", "indicator", "item", "competencia", "indicador"},
		"rating":     {"rating", "stage", "level", "answer", "calificación", "valoración", "etapa", "nivel", "respuesta"},
		"note": {
			"note", "notes", "comment", "comments", "remark", "remarks", "explanation",
			"nota", "notas", "comentario", "comentarios", "observación", "observaciones",
		},
		"evidence": {"evidence", "evidencia", "evidencias"},
	} {
		for _, header := range list {
			columns[header] = meaning
		}
	}
	return columns
}
