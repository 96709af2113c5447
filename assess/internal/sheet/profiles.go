package sheet

import "sync"

// profiles are the tools whose exports are known. The documentation of package assess
// lists what each of them assumes.
var profiles = sync.OnceValue(func() []profile {
	list := []profile{
		{
			name: "qualtrics", title: "Qualtrics",
			marks: [][]string{{"ResponseId", "Response ID", "ID de respuesta", "Antwort-ID"}, {"StartDate", "Start Date"}, {"DistributionChannel", "RecordedDate", "Recorded Date", "UserLanguage"}},
			columns: map[string][]string{
				"id": {"ResponseId"}, "timestamp": {"EndDate"}, "language": {"UserLanguage", "Q_Language"},
				"ignore": {
					"StartDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished", "RecordedDate", "RecipientLastName", "RecipientFirstName",
					"RecipientEmail", "ExternalReference", "ExternalDataReference", "LocationLatitude", "LocationLongitude", "DistributionChannel", "Q_*", "*_Browser_*", "*Meta Info*",
				},
			},
			skip: []SkipRule{
				{Header: "Status", Values: []string{
					"Survey Preview", "Preview", "1", "9", "17", "Vista previa de la encuesta", "Vista previa de encuesta", "Umfragevorschau", "Aperçu de l’enquête", "Offline Survey Preview",
				}, Reason: "preview"},
				{Header: "Status", Values: []string{"Survey Test", "Test", "2", "Encuesta de prueba", "Prueba de encuesta", "Umfragetest"}, Reason: "test"},
				{Header: "Status", Values: []string{"Spam", "Possible Spam", "Imported Spam", "8", "12", "40", "Survey Preview Spam"}, Reason: "spam"},
				{Header: "Finished", Values: []string{"False", "0", "No", "Falso", "Falsch", "Faux"}, Reason: "unfinished"},
			},
			subheaders: importRow,
		},
		{
			name: "surveymonkey", title: "SurveyMonkey",
			marks: [][]string{{"Respondent ID", "RespondentID", "ID del encuestado"}, {"Collector ID", "CollectorID", "ID del recopilador"}},
			columns: map[string][]string{
				"id": {"Respondent ID", "RespondentID", "ID del encuestado"}, "timestamp": {"End Date", "EndDate", "Fecha de finalización"},
				"person": {"Email Address", "EmailAddress"},
				"ignore": {
					"Collector ID", "CollectorID", "ID del recopilador", "Start Date", "StartDate", "Fecha de inicio", "Date Created", "Date Modified", "IP Address", "First Name", "Last Name",
					"FirstName", "LastName", "Custom Data *", "CustomData*", "Custom Data", "Response Status", "Dirección IP",
				},
			},
			skip:       []SkipRule{{Header: "Response Status", Values: []string{"Partial", "Incomplete", "Disqualified", "Overquota"}, Reason: "unfinished"}},
			subheaders: blankID,
		},
		{
			name: "limesurvey", title: "LimeSurvey",
			marks: [][]string{{"lastpage", "Last page", "lastpage. *", "Última página"}, {"startlanguage", "Start language", "startlanguage. *", "Idioma inicial"}},
			columns: map[string][]string{
				"id": {"id", "Response ID", "id. *", "ID de respuesta"}, "timestamp": {"submitdate", "Date submitted", "submitdate. *", "Fecha de envío"},
				"language": {"startlanguage", "Start language", "startlanguage. *", "Idioma inicial"},
				"ignore": {
					"lastpage", "Last page", "lastpage. *", "Última página", "seed", "Seed", "seed. *", "Semilla", "startdate", "Date started", "startdate. *", "datestamp", "Date last action", "datestamp. *",
					"ipaddr", "IP address", "ipaddr. *", "refurl", "Referrer URL", "refurl. *", "token", "Access code", "token. *", "Total time", "interviewtime", "interviewtime. *",
					"Group time: *", "Question time: *", "groupTime*", "*Time", "* [Other]", "*[other]", "* [Otro]",
				},
			},
			skip:  []SkipRule{{Header: "submitdate", Blank: true, Reason: "unfinished"}, {Header: "Date submitted", Blank: true, Reason: "unfinished"}, {Header: "submitdate. *", Blank: true, Reason: "unfinished"}, {Header: "Fecha de envío", Blank: true, Reason: "unfinished"}},
			noDay: []string{"1980-01-01"},
		},
		{
			name: "redcap", title: "REDCap",
			marks: [][]string{{"record_id", "Record ID", "study_id"}, {"redcap_*", "Event Name", "Repeat Instrument", "Survey Timestamp", "Complete?", "*_complete"}},
			columns: map[string][]string{
				"id": {"record_id", "Record ID", "study_id"}, "timestamp": {"*_timestamp", "Survey Timestamp"},
				"ignore": {"redcap_*", "Event Name", "Repeat Instrument", "Repeat Instance", "Survey Identifier", "Data Access Group", "Complete?", "*_complete"},
			},
			skip: []SkipRule{
				{Header: "*_complete", Values: []string{"0", "Incomplete"}, Reason: "unfinished"},
				{Header: "Complete?", Values: []string{"0", "Incomplete"}, Reason: "unfinished"},
				{Header: "*_complete", Blank: true, Reason: "unfinished", unrated: true},
				{Header: "Complete?", Blank: true, Reason: "unfinished", unrated: true},
			},
			event: []string{"redcap_event_name", "Event Name"}, instance: []string{"redcap_repeat_instance", "Repeat Instance"},
			noDay: []string{"[not completed]"},
		},
		{
			name: "typeform", title: "Typeform",
			marks: [][]string{{"#"}, {"Network ID", "Submit Date (UTC)", "Response Type"}},
			columns: map[string][]string{
				"id": {"#"}, "timestamp": {"Submit Date (UTC)", "Submitted At"},
				"ignore": {"Response Type", "Start Date (UTC)", "Stage Date (UTC)", "Network ID", "Tags", "Ending", "Score", "Winning Outcome*", "Browser", "Platform"},
			},
			skip: []SkipRule{{Header: "Response Type", Values: []string{"partial", "started"}, Reason: "unfinished"}},
		},
		{
			name: "jotform", title: "Jotform",
			marks: [][]string{{"Submission ID", "ID de envío"}, {"Submission Date", "Submission IP", "Fecha de envío", "Last Update Date", "Flow Status"}},
			columns: map[string][]string{
				"id": {"Submission ID", "ID de envío"}, "timestamp": {"Submission Date", "Fecha de envío"}, "person": {"Email", "E-mail"},
				"ignore": {"Submission IP", "IP", "Last Update Date", "Flow Status", "Flow ID", "Approval Status", "Edit Link", "Submission Status", "Get Page URL", "Unique ID"},
			},
			skip: []SkipRule{
				{Header: "Approval Status", Values: []string{"Rejected", "Denied", "Deny"}, Reason: "rejected"},
				{Header: "Flow Status", Values: []string{"Rejected", "Denied", "Deny"}, Reason: "rejected"},
			},
		},
		{
			name: "microsoft-forms", title: "Microsoft Forms",
			marks: [][]string{{"Completion time", "Hora de finalización"}, {"Start time", "Hora de inicio"}},
			columns: map[string][]string{
				"id": {"ID", "Id"}, "timestamp": {"Completion time", "Hora de finalización"}, "person": {"Email", "Correo electrónico"},
				"ignore": {
					"Start time", "Hora de inicio", "Name", "Nombre", "Last modified time", "Hora de la última modificación", "Total points", "Quiz feedback", "Grade posted time",
					"Points - *", "Feedback - *", "Puntos: *", "Puntos - *", "Comentarios: *", "Comentarios - *", "Total de puntos", "Comentarios del cuestionario",
				},
			},
		},
		{
			name: "kobotoolbox", title: "KoboToolbox",
			marks: [][]string{{"_submission_time"}, {"_uuid", "_id"}},
			columns: map[string][]string{
				"id": {"_id"}, "timestamp": {"_submission_time"},
				"ignore": append(xformColumns(), "_uuid", "_index", "_parent_index", "_notes", "_status", "_tags", "_validation_status", "_submitted_by", "__version__", "_version_", "_geolocation", "start", "end", "today", "deviceid", "username", "phonenumber"),
			},
			skip: []SkipRule{{Header: "_validation_status", Values: []string{"Not Approved", "validation_status_not_approved", "not_approved"}, Reason: "rejected"}},
		},
		{
			name: "odk", title: "ODK Central",
			marks: [][]string{{"KEY"}, {"SubmissionDate", "SubmitterID", "ReviewState"}},
			columns: map[string][]string{
				"id": {"KEY"}, "timestamp": {"SubmissionDate"},
				"ignore": append(xformColumns(), "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits", "FormVersion", "PARENT_KEY", "start", "end", "today", "deviceid", "username"),
			},
			skip: []SkipRule{{Header: "ReviewState", Values: []string{"rejected"}, Reason: "rejected"}},
		},
		{
			name: "surveyjs", title: "SurveyJS",
			marks: [][]string{{"HappendAt", "ratings-*"}, {"ratings-*"}},
			columns: map[string][]string{
				"timestamp": {"HappendAt"},
				"ignore":    {"timeSpent", "pageNo", "*-Comment", "locale", "sender", "instanceId"},
			},
		},
		{
			name: "nextcloud", title: "Nextcloud Forms",
			marks: [][]string{{"User display name", "User ID", "Submission ID"}, {"Timestamp", "Marca temporal"}, {"User display name", "User ID", "Question"}},
			columns: map[string][]string{
				"id": {"Submission ID"}, "competency": {"Question"}, "rating": {"Answer"}, "timestamp": {"Timestamp"},
				"ignore": {"User ID", "User display name"},
			},
		},
		{
			name: "airtable", title: "Airtable",
			marks: [][]string{{"Created By", "Created Time", "Record ID", "Created"}, {"Last Modified", "Last Modified By", "Last Modified Time", "Autonumber"}},
			columns: map[string][]string{
				"id": {"Record ID", "Autonumber"}, "timestamp": {"Created", "Created Time"},
				"ignore": {"Created By", "Last Modified", "Last Modified By", "Last Modified Time", "Attachments"},
			},
		},
		{
			name: "google-forms", title: "Google Forms",
			marks: [][]string{{"Timestamp", "Marca temporal", "Horodateur", "Zeitstempel", "Carimbo de data/hora"}},
			columns: map[string][]string{
				"timestamp": {"Timestamp", "Marca temporal", "Horodateur", "Zeitstempel", "Carimbo de data/hora"},
				"person":    {"Email Address", "Username", "Dirección de correo electrónico", "Nombre de usuario", "Correo electrónico", "E-Mail-Adresse", "Adresse e-mail"},
				"ignore":    {"Score", "Puntuación"},
			},
		},
	}
	for i := range list {
		list[i].normalize()
	}
	return list
})

// xformColumns are what forms of the standard XForms add of the submission itself.
func xformColumns() []string {
	return []string{
		"meta/instanceID", "meta-instanceID", "meta/instanceName", "meta-instanceName", "meta/rootUuid", "meta/deprecatedID", "instanceID", "instanceName", "formhub/uuid", "meta-audit", "meta/audit",
		"notice", "*__about",
	}
}
