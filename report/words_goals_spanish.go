package report

import (
	"fmt"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/spectrum"
)

func (spanish) baseline(ref string, same bool) string {
	if same {
		return "En comparación con resultados anteriores de la misma edición de la rúbrica (" + ref + ")."
	}
	return "En comparación con resultados anteriores de otra edición de la rúbrica (" + ref + "). Solo se compara lo que las dos ediciones preguntan de manera comparable."
}

func (s spanish) waves(before, now uint64) string {
	verb := "participaron"
	if before == 1 {
		verb = "participó"
	}
	return "Entonces " + verb + " " + s.count(before, "persona", "personas") + " y ahora " + s.number(now) + ". " +
		"Se consideran personas distintas, así que un cambio es de la comunidad en su conjunto y no dice nada de nadie en particular."
}

func (spanish) allRatings() string {
	return "Si algo recibe valoraciones más altas o más bajas que antes se decide por todas sus valoraciones. La valoración central puede pasar de una etapa a la siguiente aunque las valoraciones sean más o menos iguales."
}

func (spanish) moved(direction int) string {
	return [...]string{"Valoraciones más bajas que antes", "Más o menos igual", "Valoraciones más altas que antes"}[direction+1]
}

func (spanish) notCompared() string { return "No se compara" }

func (spanish) changeReason(reason assess.ChangeReason) string {
	switch reason {
	case assess.ChangeHidden:
		return "Uno de los dos resultados no se muestra, para proteger la privacidad de las personas."
	case assess.ChangeNoRatings:
		return "Todavía no hay valoraciones aquí en una de las dos ocasiones."
	case assess.ChangeAdded:
		return "Es nueva: la edición anterior no preguntaba por esto."
	case assess.ChangeSplit:
		return "La edición anterior preguntaba por esto junto con otra cosa."
	case assess.ChangeMerged:
		return "Reúne lo que la edición anterior preguntaba por separado."
	case assess.ChangeNot:
		return "Pregunta por algo distinto que antes."
	case assess.ChangeStage:
		return "Algunas valoraciones anteriores están en una etapa que ya no existe."
	case assess.ChangeMembership:
		return "El dominio tiene otras competencias que antes."
	case assess.ChangeGroup:
		return "La edición anterior no preguntaba a este grupo."
	}
	return "No se puede comparar con los resultados anteriores."
}

func (spanish) reworded() string {
	return "El texto es distinto que antes, así que conviene comparar con cuidado."
}

func (s spanish) fewRatings(min int) string {
	return "Menos de " + s.number(uint64(min)) + " personas valoraron esto entonces o ahora, así que puede cambiar con facilidad."
}

func (s spanish) movesIntro(min int) string {
	return "Donde más cambió la mirada de algún grupo, entre las competencias que " + s.number(uint64(min)) + " o más personas del grupo valoraron las dos veces."
}

func (s spanish) noMoves(min int) string {
	return "Ningún grupo cambió su mirada sobre una competencia que " + s.number(uint64(min)) + " o más de sus personas valoraron las dos veces, hasta donde se puede mostrar."
}

func (spanish) move(competency, group string, level int, higher bool) string {
	how := [...]string{"", "un poco ", "", "mucho "}[level]
	where := "más bajas"
	if higher {
		where = "más altas"
	}
	return "“" + competency + "” recibe valoraciones " + how + where + " que antes en " + group + "."
}

func (spanish) consensusIntro() string {
	return "Lo que un equipo acordó después de conversarlo, junto a cómo se reparten las valoraciones de todas las personas. Las dos cosas se muestran lado a lado y nunca se convierten en un solo número."
}

func (spanish) noConsensus() string {
	return "Todavía no se ha acordado ninguna etapa. La conversación puede empezar por cualquier competencia."
}

func (spanish) agreed(stage, date string) string {
	if date == "" {
		return "El equipo acordó la etapa “" + stage + "”."
	}
	return "El equipo acordó la etapa “" + stage + "” (" + date + ")."
}

func (spanish) ownWords() string {
	return "Este informe contiene las palabras de las propias personas y puede nombrarlas. Es solo para uso interno."
}

func (spanish) whole() string { return "Todo en conjunto" }

func (spanish) targetsIntro(rule assess.ScoreRule) string {
	where := map[assess.ScoreRule]string{
		assess.PooledMedian:         "el centro de todas las valoraciones (mediana conjunta)",
		assess.MedianOfCompetencies: "el centro de las valoraciones centrales de las competencias, y cada competencia cuenta lo mismo (mediana de las competencias)",
		assess.Floor:                "la etapa a la que han llegado todas las competencias, según su valoración central (piso)",
		assess.ShareAtTarget:        "el centro de todas las valoraciones, leído junto con la proporción de valoraciones en la meta o más allá (proporción en la meta)",
	}[rule]
	return "Una meta es una etapa hacia la que se quiere crecer. El lugar de hoy es " + where + "."
}

func (s spanish) distance(low, high int) string {
	switch {
	case low > 0:
		return "Meta alcanzada, y más allá"
	case low == 0:
		return "Meta alcanzada"
	case high >= 0:
		return "Al alcance: la meta está dentro del lugar de hoy"
	case low == high && low == -1:
		return "Falta una etapa"
	case low == high:
		return "Faltan " + s.few(-low) + " etapas"
	}
	return "Faltan entre " + s.few(-high) + " y " + s.few(-low) + " etapas"
}

func (spanish) few(n int) string {
	return spelled(n, "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")
}

func (s spanish) reached(k, n uint64) string {
	verb := " están"
	if k == 1 {
		verb = " está"
	}
	return s.number(k) + " de " + s.count(n, "valoración", "valoraciones") + verb + " en la meta o más allá."
}

func (s spanish) share(stage string, highest bool, k, n uint64) string {
	place := "Etapa “" + stage + "” o una más avanzada"
	if highest {
		place = "Etapa “" + stage + "”"
	}
	return place + ": " + s.number(k) + " de " + s.count(n, "valoración", "valoraciones")
}

func (s spanish) equalVoice(median string, groups []string) string {
	sentence := "Si cada grupo contara lo mismo: " + median
	if len(groups) > 0 {
		sentence += " (contando " + s.list(groups) + ")"
	}
	return sentence
}

func (spanish) alpha(alpha, inHundred string) string {
	return fmt.Sprintf("Aquí alfa es %s, y dos personas elegidas al azar que valoraron la misma competencia nombraron la misma etapa en %s de 100 casos (acuerdo porcentual). ", alpha, inHundred) + spanishTrap
}

func (spanish) noAlpha(reason spectrum.Reason) string {
	why := "algo que se necesita no se muestra, para proteger la privacidad de las personas. "
	switch reason {
	case "":
	case spectrum.NoPairs:
		why = "ninguna competencia fue valorada por dos personas o más. "
	case spectrum.Unanimous:
		why = "todas las personas dieron siempre la misma etapa: el acuerdo es total (acuerdo porcentual: 100 de 100), pero no queda nada con qué compararlo. "
	case spectrum.TooManyRatings:
		why = "hay más valoraciones de las que permiten calcularla. "
	default:
		why = "no se puede calcular con estas valoraciones. "
	}
	return "Aquí no hay alfa: " + why + spanishTrap
}

const spanishTrap = "Alfa es 1 cuando las personas están de acuerdo en dónde está cada competencia, y 0 cuando su acuerdo no es mayor que el del azar. " +
	"Importante: cuando casi todas las personas dan la misma etapa, alfa es baja aunque estén de acuerdo; por eso hay que leer las dos cosas juntas. Las personas ven el trabajo desde lugares distintos; una alfa baja no es culpa de nadie."
