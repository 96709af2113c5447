package report

import (
	"fmt"
	"strings"
)

// spanish is the catalogue of Spanish, in plain words and with usted, as school
// districts in California write to families. Numbers are written as in the United
// States and in Mexico (1,128); Spain writes them with a space.
//
// Titles of stages and competencies stand between quotation marks within sentences,
// since many begin with a preposition.
type spanish struct{}

func (spanish) language() string { return "es" }

func (spanish) labels() Labels {
	return Labels{
		Contents: "Contenido", Who: "Quiénes participaron", HowToRead: "Cómo leer este informe",
		Overview: "Panorama por dominio", Strengths: "Fortalezas", Edges: "Áreas de crecimiento",
		Differences: "Las mayores diferencias entre puntos de vista", Progress: "Qué cambió desde la última vez",
		Consensus: "Lo que acordó el equipo", Targets: "Cuánto falta para nuestras metas", Conversations: "De qué conversar a continuación",
		Methods: "Cómo se obtuvieron estos resultados", About: "Acerca de este informe",

		Group: "Grupo", TookPart: "Participaron", Bar: "Valoraciones", Stage: "Etapa", Message: "Mensaje para la comunidad",
		Domain: "Dominio", Competency: "Competencia", Median: "Valoración central", Rated: "Personas que valoraron",
		Ratings: "Valoraciones recibidas", Apart: "Puntos de vista de los grupos", Agreement: "Acuerdo", NonAnswers: "Sin valoración",
		Before: "Antes", Now: "Ahora", Moved: "Desde la última vez", Standing: "Hoy", Goal: "Meta", Distance: "Cuánto falta",

		OverviewCaption: "Todas las valoraciones de cada dominio, por etapa", ProgressCaption: "La valoración central de todas las personas, antes y ahora",
		TargetsCaption: "Las valoraciones de todas las personas y las metas",

		BasedOn: "Basado en", MedianBy: "Valoración central por grupo", Questions: "Preguntas para conversar en conjunto",
		Source: "Fuente", Notes: "Tenga en cuenta lo siguiente", SkipToContent: "Ir al informe",
		Moves: "Los grupos que más cambiaron", Agreed: "Acordado", AllRatings: "Todas las valoraciones", Rationale: "Por qué", Evidence: "En qué se apoya", AgreedBy: "Quiénes lo acordaron",

		Rubric: "Rúbrica", Digest: "Huella del contenido", Definition: "Qué se evalúa", Strands: "Ejes",
		Reference: "Espectro de referencia", Citation: "Cita", Notice: "Aviso", Sources: "Fuentes de los textos",
		EditionNotes: "Notas sobre esta edición", Generator: "Elaborado con",

		Everyone: "Todas las personas",

		HiddenMark: "*", Hidden: "No se muestra, para proteger la privacidad de las personas",
		NoneMark: "–", None: "Nadie valoró esto, o muy pocas personas para poder indicarlo",
	}
}

func (spanish) number(n uint64) string { return grouped(n, ",") }

func (spanish) list(items []string) string { return strings.Join(items, ", ") }

func (spanish) labeled(code, title string) string { return strings.TrimSpace(code + " " + title) }

// count returns a number with the right form of its noun.
func (s spanish) count(n uint64, one, many string) string {
	if n == 1 {
		return s.number(n) + " " + one
	}
	return s.number(n) + " " + many
}

func (s spanish) participation(raters uint64) string {
	verb := "Participaron "
	if raters == 1 {
		verb = "Participó "
	}
	return verb + s.count(raters, "persona", "personas") + "."
}

func (spanish) nobody() string {
	return "Todavía no ha participado nadie. Los resultados estarán aquí en cuanto las personas compartan sus puntos de vista."
}

func (spanish) allHidden() string {
	return "Gracias a todas las personas que participaron. Hasta ahora son muy pocas para mostrar resultados sin que se pueda " +
		"reconocer a alguien; por eso, este informe todavía no tiene números. Cada voz cuenta: cuando participen más personas, se podrán mostrar los resultados."
}

func (s spanish) policy(name string, minGroup int) string {
	switch name {
	case "public":
		name = "pública"
	case "internal":
		name = "interna"
	}
	if minGroup <= 1 {
		return "Regla para compartir “" + name + "”: se muestran todos los grupos, por pequeños que sean."
	}
	return "Regla para compartir “" + name + "”: para proteger la privacidad de las personas, no se muestran los grupos de menos de " +
		s.number(uint64(minGroup)) + " personas. A veces tampoco se muestra un grupo más grande, para que nadie pueda deducir los números de uno pequeño."
}

func (spanish) internal() string {
	return "Para uso interno: este informe muestra todos los grupos, por pequeños que sean, y se podría reconocer a las personas por sus respuestas. Por favor, no lo comparta."
}

func (spanish) unofficial() string {
	return "Los textos de la rúbrica son una traducción no oficial."
}

func (spanish) howToRead(lowest, highest string) []string {
	return []string{
		"Cada barra muestra cómo se reparten las valoraciones de las personas entre las etapas, desde “" + lowest + "” hasta “" + highest +
			"”. Cuanto más larga es una parte de la barra, más valoraciones hay en esa etapa.",
		"La valoración central es la que queda en el medio cuando todas las valoraciones se ordenan de la etapa más baja a la más alta: " +
			"al menos la mitad está en esa etapa o en una anterior, y al menos la mitad en esa etapa o en una posterior. " +
			"Cuando el medio cae entre dos etapas, se nombran las dos.",
		"El acuerdo indica qué tan cerca están las valoraciones unas de otras, sea cual sea la etapa: alto, moderado, variado, o dividido, " +
			"cuando las personas ven el mismo trabajo de dos maneras distintas.",
		"Una etapa no es una calificación. Indica cómo ven hoy el trabajo las personas que lo conocen, y hacia dónde puede crecer.",
	}
}

func (spanish) median(low, high string) string {
	if low == high {
		return low
	}
	return "Entre “" + low + "” y “" + high + "”"
}

func (s spanish) rated(n uint64) string {
	return s.count(n, "persona valoró esto", "personas valoraron esto")
}

func (s spanish) ratings(n uint64) string { return s.count(n, "valoración", "valoraciones") }

func (spanish) agreement(level int) string {
	return [...]string{"Dividido", "Variado", "Moderado", "Alto"}[level]
}

func (s spanish) nonAnswers(notAnswered, notApplicable, dontKnow, declined uint64) []string {
	var parts []string
	for _, kind := range []struct {
		n    uint64
		name string
	}{
		{notAnswered, "sin responder"},
		{dontKnow, "“no sé”"},
		{notApplicable, "“no corresponde”"},
		{declined, "“prefiero no responder”"},
	} {
		if kind.n > 0 {
			parts = append(parts, s.number(kind.n)+" "+kind.name)
		}
	}
	return parts
}

func (s spanish) stageCount(stage string, n uint64) string { return stage + ": " + s.number(n) }

func (spanish) noRatings() string { return "Sin valoraciones" }

func (spanish) apart(level int) string {
	return [...]string{"Cercanos", "Algo distantes", "Distantes", "Muy distantes"}[level]
}

func (spanish) apartDetail(lower, higher string) string {
	return "Valoraciones más bajas en " + lower + " que en " + higher
}

func (spanish) apartUnstated() (text, detail string) {
	return "No se indica", "Todavía hay muy pocas personas en los grupos"
}

func (spanish) domainCaption(domain string) string { return "Todas las valoraciones: " + domain }

func (spanish) byGroupCaption(domain string) string {
	return "Valoración central por grupo: " + domain
}

func (spanish) standing(low, high string) string {
	if low == high {
		return "La valoración central es “" + low + "”."
	}
	return "La valoración central está entre “" + low + "” y “" + high + "”."
}

func (s spanish) atOrAbove(k, n uint64, stage string, highest bool) string {
	verb := " eligieron"
	if k == 1 {
		verb = " eligió"
	}
	sentence := s.number(k) + " de " + s.count(n, "persona", "personas") + verb + " la etapa “" + stage + "”"
	if !highest {
		sentence += " o una más avanzada"
	}
	return sentence + "."
}

func (spanish) strengthsIntro() string {
	return "Donde las personas ven el trabajo más avanzado. De estas fortalezas se puede aprender, y vale la pena celebrarlas."
}

func (spanish) edgesIntro() string {
	return "Donde las personas ven más espacio para crecer. Son invitaciones a trabajar en conjunto."
}

func (s spanish) tooFewToCompare(minRated int) string {
	return "Es demasiado pronto para decirlo: menos de dos competencias tienen valoraciones de " +
		s.count(uint64(max(minRated, 1)), "persona", "personas") + " o más."
}

func (spanish) allAlike() string {
	return "Ninguna se destaca: las personas ven todas las competencias en la misma etapa."
}

func (spanish) mostAlike() string {
	return "Ninguna se destaca: las personas ven la mayoría de las competencias de la misma manera."
}

func (spanish) noStrengths() string {
	return "Ninguna se destaca todavía: todas las competencias están en la primera etapa."
}

func (spanish) noEdges(highest string) string {
	return "Ninguna se destaca: las personas ven todo el trabajo en la etapa “" + highest + "”."
}

func (spanish) differencesIntro() string {
	return "Donde dos grupos ven el mismo trabajo de manera más distinta. Cada punto de vista es verdadero para quienes lo tienen; la diferencia merece una conversación."
}

func (spanish) noDifferences() string {
	return "Los grupos que se pueden comparar ven el trabajo de manera muy parecida."
}

func (spanish) tooFewGroups() string {
	return "Dos grupos se comparan cuando diez o más personas de cada uno valoraron la misma competencia. Todavía no es así."
}

func (spanish) difference(lower, higher, competency string, level int) string {
	how := [...]string{"", "un poco más bajas", "más bajas", "mucho más bajas"}[level]
	return "“" + competency + "” recibe valoraciones " + how + " en " + lower + " que en " + higher + "."
}

func (s spanish) differenceDetail(stage string, highest bool, k, n [2]uint64, groups [2]string) string {
	place := "Etapa “" + stage + "” o una más avanzada"
	if highest {
		place = "Etapa “" + stage + "”"
	}
	return fmt.Sprintf("%s: %s de %s (%s), %s de %s (%s).", place,
		s.number(k[0]), s.number(n[0]), groups[0], s.number(k[1]), s.number(n[1]), groups[1])
}

func (spanish) conversationsIntro() string {
	return "Las áreas de crecimiento, con lo que la rúbrica dice de la etapa siguiente, y preguntas para conversar. Invite a las personas de quienes tratan las preguntas."
}

func (spanish) noConversations() string {
	return "Ninguna área de crecimiento se destaca. Cualquier competencia es un buen punto de partida para una conversación."
}

func (spanish) stageHeading(stage string) string { return "Sobre la etapa “" + stage + "”" }

func (spanish) message(stage, messages string) string {
	return closed("Mensaje de la etapa “" + stage + "” para la comunidad: " + messages)
}

func (spanish) next(stage string) string { return "Así se ve la etapa “" + stage + "”:" }

func (s spanish) moreQuestions(n uint64) string {
	return "La rúbrica tiene " + s.count(n, "pregunta más", "preguntas más") + "."
}
