package report

func (spanish) goalMethods(with measures) []Method {
	ms := []Method{{
		"En una etapa o más avanzada",
		"Un recuento de las valoraciones en esa etapa y en todas las más altas. La tabla para hojas de cálculo (CSV) tiene junto a cada uno el intervalo de Wilson al 95 %, que habla del azar en a quiénes se preguntó y de nada más.",
		"Wilson (1927), Probable Inference, Journal of the American Statistical Association, tomo 22",
	}}
	if with.groups {
		ms = append(ms, Method{
			"Si cada grupo contara lo mismo",
			"En todo lo demás cada valoración cuenta lo mismo, así que un grupo grande pesa más. Aquí los grupos que se muestran se ponderan para que cada uno cuente lo mismo, y de ahí sale el centro. " +
				"Se indica donde es distinto de la valoración central. Un grupo pequeño pesa entonces tanto como uno grande.",
			"",
		})
	}
	ms = append(ms, Method{
		"Acuerdo entre quienes valoran",
		"La alfa de Krippendorff para rangos, con las competencias como unidades. " + with.reliability,
		"Krippendorff, Content Analysis: An Introduction to Its Methods (en inglés)",
	})
	if with.progress {
		ms = append(ms, Method{
			"Desde la última vez",
			"La delta de Cliff de las valoraciones de ahora frente a las de antes: entre todas las parejas de una valoración de cada ocasión, la proporción en que la posterior es más alta menos la proporción en que es más baja. " +
				"Un tamaño menor de 0.147 cuenta como más o menos igual. Para un solo grupo, un tamaño menor de 0.33 es un poco, y desde 0.474 es mucho. " +
				"Su intervalo al 95 %, que toma las dos ocasiones por muestras independientes, está en las tablas para programas y hojas de cálculo (JSON, CSV).",
			"Cliff (1993); Feng y Cliff (2004), Monte Carlo Evaluation of Ordinal d with Improved Confidence Interval, Journal of Modern Applied Statistical Methods 3; umbrales de Romano y otros (2006)",
		})
	}
	if with.consensus {
		ms = append(ms, Method{
			"Lo que acordó el equipo",
			"Una etapa acordada es el resultado de una conversación y no una valoración. No está en ningún recuento, mediana ni proporción.",
			"",
		})
	}
	if with.targets {
		ms = append(ms, Method{
			"Metas",
			"La distancia se cuenta en etapas del camino, que no tienen tamaño: dos etapas no son el doble de lejos que una. Donde el centro cae entre dos etapas, la distancia se da desde las dos. Otra regla puede dar otro lugar, por eso se nombra la regla.",
			"",
		})
	}
	return ms
}
