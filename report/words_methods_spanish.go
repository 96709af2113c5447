package report

func (s spanish) methodsIntro() string {
	return "Las etapas indican un orden, no cantidades: la distancia entre dos etapas no tiene tamaño, así que aquí nada es un promedio ni un puntaje. " +
		"Cada número es un recuento de personas o de valoraciones."
}

func (s spanish) methods(with measures) []Method {
	ms := []Method{
		{
			"Valoración central",
			"La mediana por la inversa de la distribución empírica: la etapa más baja tal que la mitad de las valoraciones o más está en ella o en una anterior y, " +
				"cuando es exactamente la mitad, también la siguiente etapa que tenga valoraciones.",
			"Hyndman y Fan (1996), Sample Quantiles in Statistical Packages, The American Statistician 50 (su tipo 1)",
		},
		{
			"Acuerdo",
			"La A de van der Eijk, que es 1 cuando todas las valoraciones están en una sola etapa, 0 cuando se reparten por igual entre todas las etapas y -1 cuando la mitad está en cada extremo. " +
				"Alto es 0.5 o más, moderado 0.2 o más, variado 0 o más, y dividido menos de 0. Se indica a partir de tres valoraciones, cuando hay tres etapas o más.",
			"van der Eijk (2001), Measuring Agreement in Ordered Rating Scales, Quality & Quantity 35; las palabras son propias de este informe",
		},
		{
			"Fortalezas y áreas de crecimiento",
			"Las competencias en el orden de su valoración central; entre iguales, de la proporción de valoraciones en la mitad superior de las etapas; después, de la proporción en la etapa más alta, y así hacia abajo. " +
				"Solo se comparan las competencias con suficientes valoraciones, cada lista tiene como máximo un tercio de ellas y no más de cinco, y ninguna está en las dos.",
			"",
		},
	}
	if with.groups {
		ms = append(ms, Method{
			"Diferencias entre puntos de vista",
			"La delta de Cliff: entre todas las parejas de una persona de cada grupo, la proporción en que la primera valora más alto menos la proporción en que la primera valora más bajo. " +
				"Un tamaño menor de 0.147 cuenta como cercano; menor de 0.33, como un poco (grupos: algo distantes); menor de 0.474, como más bajo (distantes), y de ahí en adelante, como mucho más bajo (muy distantes). " +
				"Se indica cuando diez o más personas de cada grupo valoraron. Cada competencia aparece con los dos grupos que más difieren en ella.",
			"Cliff (1993), Dominance Statistics, Psychological Bulletin 114; umbrales de Romano, Kromrey, Coraggio y Skowronek (2006), que llaman a los tamaños insignificante, pequeño, mediano y grande",
		})
	}
	if with.domains {
		ms = append(ms, Method{
			"Dominios",
			"La fila de un dominio reúne las valoraciones de sus competencias, varias de cada persona. Las valoraciones de una misma persona van juntas, así que mil valoraciones dicen menos que lo que dirían mil personas.",
			"",
		})
	}
	return append(ms, s.goalMethods(with)...)
}

func (spanish) rubricRef(title, ref string) string { return title + " (" + ref + ")" }

func (s spanish) warning(code string, n int, fallback string) string {
	results := s.count(uint64(n), "resultado", "resultados")
	switch code {
	case "no-ratings":
		return "Nadie dio una valoración para " + results + " de este informe; ahí no hay valoración central."
	case "few-raters":
		return "En " + s.count(uint64(n), "caso", "casos") + ", solo unas pocas personas de un grupo valoraron una competencia; ahí no se indica ninguna diferencia entre puntos de vista."
	case "no-agreement":
		return "El acuerdo requiere tres etapas o más y no se indica."
	}
	return fallback + " (" + results + ")"
}

func (spanish) codebookHead() [3]string { return [3]string{"columna", "significado", "valores"} }

func (spanish) codebook() codebook {
	return codebook{
		level:             "De qué trata la fila. Un dominio reúne las valoraciones de sus competencias, varias de cada persona.",
		id:                "El identificador del dominio o de la competencia, el mismo en todas las ediciones de la rúbrica.",
		code:              "Su número impreso; vacío si no tiene.",
		title:             "Su título.",
		constituency:      "El identificador del grupo que cuenta la fila; “all” son todas las personas juntas, cuyas filas van primero.",
		constituencyTitle: "El título del grupo.",
		measure:           "Si la fila cuenta una etapa de la rúbrica o un motivo por el que no se dio una valoración.",
		value:             "La etapa o el motivo que cuenta la fila.",
		rank:              "El lugar de la etapa; 1 es la más baja. Es un orden y no una cantidad, así que no debe promediarse. Vacío para los motivos.",
		count:             "Cuántas valoraciones del grupo nombran esta etapa, o cuántas dieron este motivo. En una competencia, cada persona cuenta una vez.",
		rated:             "Cuántas valoraciones del grupo nombran alguna etapa: la suma de los recuentos de sus etapas.",
		status:            "Si los números se pueden ver. Lo que está oculto no tiene números, sea cual sea el motivo, y no es cero.",
		text:              "texto; un apóstrofo precede a lo que una hoja de cálculo ejecutaría",
		atOrAbove:         "Cuántas valoraciones del grupo nombran esta etapa o una más alta. Vacío para los motivos, como los tres siguientes.",
		lower:             "El extremo inferior del intervalo de Wilson al 95 % para la proporción de rated que es at_or_above. Habla del azar en a quiénes se preguntó; en un dominio es demasiado estrecho, porque las valoraciones de una persona van juntas.",
		upper:             "El extremo superior de ese intervalo.",
		equalVoice:        "La proporción que tendría esta etapa si cada grupo que se muestra contara lo mismo. Solo en las filas de todas las personas, y donde se muestran dos grupos o más con valoraciones.",
		quartileLower:     "La etapa tal que una cuarta parte de las valoraciones o más está en ella o en una anterior. Vacío sin valoraciones. Esto y lo que sigue es igual en todas las filas de un grupo y de lo que valoró.",
		quartileUpper:     "La etapa tal que tres cuartas partes de las valoraciones o más están en ella o en una anterior. La mitad de las valoraciones o más va desde la inferior hasta esta.",
		agreement:         "La A de van der Eijk, de -1 a 1. Vacío donde no existe.",
		before:            "Cuántas valoraciones nombraban alguna etapa en la ocasión anterior.",
		comparable:        "Hasta qué punto se puede comparar con esto lo que preguntaba la edición anterior.",
		reason:            "Por qué no se puede hablar de un cambio; vacío donde lo hay.",
		delta:             "La delta de Cliff de estas valoraciones frente a las anteriores, de -1 a 1: positiva significa que estas son más altas. Se supone que en las dos ocasiones respondieron personas distintas.",
		deltaLower:        "El extremo inferior del intervalo de Feng y Cliff al 95 % de delta. Vacío donde una ocasión tiene menos de dos valoraciones.",
		deltaUpper:        "El extremo superior de ese intervalo.",
		decimal:           "número con cuatro decimales; vacío si está oculto o no existe",
		integer:           "número entero sin separadores; vacío si está oculto",
	}
}
