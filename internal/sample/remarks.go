package main

// remarkText is a remark that a rater can add to a rating.
type remarkText struct {
	language     string
	constituency string // of the rater; "" is any
	competency   string
	when         mood
	evidence     bool // something that can be looked up, rather than a note
	text         string
}

// mood is the half of the spectrum that a remark belongs to.
type mood uint8

const (
	low  mood = iota // not evident, developing
	high             // maturing, advanced
	none             // a non-answer
)

func moodOf(word string) mood {
	switch word {
	case "not-evident", "developing":
		return low
	case "maturing", "advanced":
		return high
	}
	return none
}

// remark draws the evidence and the note that a rater adds to a rating, mostly none.
func remark(d dice, language, constituency, competency, word string) (evidence []string, note string) {
	var notes []string
	for _, s := range remarks {
		if s.language != language || s.competency != competency || s.when != moodOf(word) ||
			s.constituency != "" && s.constituency != constituency || !d.chance(400) {
			continue
		}
		if s.evidence {
			evidence = append(evidence, s.text)
		} else {
			notes = append(notes, s.text)
		}
	}
	if len(notes) > 0 {
		note = notes[d.below(len(notes))]
	}
	return evidence, note
}

// remarks are the possible remarks. Some have quotes, line ends, characters with a meaning
// in HTML or spreadsheets, and right-to-left text, as real answers do.
var remarks = []remarkText{
	{"en", "", "welcoming-culture", high, true, "Greeters at the front door every morning"},
	{"en", "", "welcoming-culture", high, true, "Signs at the entrance in six languages"},
	{"en", "family", "welcoming-culture", low, false, "The office is kind, but the locked gate and the intercom do not feel welcoming."},
	{"en", "student", "welcoming-culture", low, false, "It depends a lot on which adult you get."},
	{"en", "", "culture-of-service", high, false, "Calls are returned the same day."},
	{"en", "family", "proactive-communication", low, false, "We hear when something goes wrong. We rarely hear when something goes right."},
	{"en", "", "proactive-communication", high, true, "Weekly message from the principal, by text and on paper"},
	{"en", "educator", "crucial-conversations", low, false, "We have had one training. Most of us still avoid the hard talks."},
	{"en", "leader", "crucial-conversations", high, true, "Listening circles in March and May"},
	{"en", "", "crucial-conversations", none, false, "I would rather not say more about this on a form."},
	{"en", "student", "belonging-to-action", low, false, "We are asked what we think & then nothing changes."},
	{"en", "educator", "staff-mindsets", high, true, "Home visit notes, fall 2025"},
	{"en", "community", "community-connections", high, true, "Saturday market on the middle school field"},
	{"en", "student", "respect-for-leadership", low, false, "Adults say \"great idea\" and write down something else."},
	{"en", "family", "leadership-development", high, true, "Family leadership course, 24 graduates"},
	{"en", "leader", "co-developing-vision", high, true, "Vision drafted by a team of families, students & staff"},
	{"en", "family", "co-developing-vision", low, false, "The plan was finished when we first saw it."},
	{"en", "family", "sharing-decision-structures", low, false, "I found out about the council by accident, from a neighbor."},
	{"en", "leader", "shared-decision-making", high, false, "The council's vote is binding on the site plan since last year."},
	{"en", "family", "shared-decision-making", low, false, "+1 for evening meetings. At 9 a.m. < 10 families can come."},
	{"en", "", "participatory-budgeting", low, false, "We were asked to rank items.\nThe amounts had been decided before."},
	{"en", "student", "participatory-budgeting", none, false, "Never heard of this before."},
	{"en", "leader", "participatory-budgeting", high, true, "LCAP pilot: $40,000 decided by family vote at two sites"},
	{"en", "educator", "staffing-resources", low, false, "One liaison for three schools is not enough."},
	{"en", "educator", "community-facing-staff", high, true, "Liaison at every Title I site"},
	{"en", "family", "staffing-resources", none, false, "How would I know what the district spends on this?"},
	{"en", "leader", "language-access", high, true, "Interpretation log: 212 meetings in 2025-26"},
	{"en", "educator", "language-access", low, false, "I still ask students to interpret for their parents. That is not right."},
	{"en", "", "equitable-resources", low, false, "The schools in the north get more events than we do."},
	{"en", "educator", "learning-at-home", high, true, "Math game nights with take-home kits"},
	{"en", "family", "instructional-data-access", low, false, "The portal shows scores, not what they mean or what I can do."},
	{"en", "", "instructional-data-access", high, true, "Student-led conferences, 91% attended"},
	{"en", "student", "inclusive-youth-spaces", low, false, "There is a student council, but only kids with good grades can run."},
	{"en", "student", "youth-engagement-avenues", low, false, "A survey once a year is not an avenue. It's a survey."},
	{"en", "student", "youth-engagement-avenues", high, true, "Youth advisory, every second Wednesday"},
	{"en", "leader", "youth-engagement-avenues", high, true, "Two student trustees on the board"},
	{"en", "student", "youth-participatory-strategies", high, true, "Our research project on bus routes was presented to the board"},
	{"en", "community", "integrated-resources", high, true, "Clinic hours on campus, Tuesdays and Thursdays"},
	{"en", "community", "partner-ecosystem", low, false, "Each of us talks to the district. Nobody brings us together."},
	{"en", "community", "partnership-data", low, false, "- no shared data since the agreement ran out"},
	{"en", "community", "neighborhood-hubs", high, true, "Food pantry and evening ESL in the same building"},
	{"en", "educator", "multi-directional-channels", low, false, "Information goes out well. Little comes back to us."},

	{"es", "", "welcoming-culture", high, false, "Siempre nos reciben con amabilidad en la oficina."},
	{"es", "", "welcoming-culture", high, true, "Café con la directora, primer viernes del mes"},
	{"es", "family", "proactive-communication", low, false, "Los mensajes llegan un día antes de la reunión."},
	{"es", "family", "culture-of-service", high, false, "La enlace comunitaria contesta mis llamadas y me explica todo."},
	{"es", "student", "belonging-to-action", low, false, "Nos preguntan, pero no nos dicen qué pasó después."},
	{"es", "family", "sharing-decision-structures", low, false, "No sabía que las familias podían votar en el comité."},
	{"es", "family", "shared-decision-making", low, false, "Nos escuchan, pero la decisión ya está tomada."},
	{"es", "family", "shared-decision-making", high, true, "Actas del comité DELAC, septiembre de 2026"},
	{"es", "family", "participatory-budgeting", none, false, "¿Qué es esto? Nadie nos ha explicado el presupuesto."},
	{"es", "family", "language-access", low, false, "Hay intérprete en las juntas grandes, pero no cuando llamo a la escuela."},
	{"es", "family", "language-access", high, true, "Intérprete en la junta del 15 de septiembre"},
	{"es", "family", "leadership-development", high, true, "Curso de liderazgo para madres y padres"},
	{"es", "family", "learning-at-home", high, false, "Los talleres de lectura me ayudaron a leer con mi hija."},
	{"es", "family", "instructional-data-access", low, false, "El portal está casi todo en inglés."},
	{"es", "educator", "staffing-resources", low, false, "Necesitamos más enlaces bilingües, sobre todo en secundaria."},
	{"es", "student", "youth-engagement-avenues", low, false, "Las reuniones son a la hora del trabajo o del autobús."},
	{"es", "community", "partner-ecosystem", low, false, "Cada organización trabaja por su cuenta."},

	{"zh-Hans", "family", "welcoming-culture", high, false, "老师会主动打电话告诉我孩子的进步。"},
	{"zh-Hans", "family", "language-access", low, false, "通知大多只有英文，我们看不懂。"},
	{"zh-Hans", "family", "language-access", high, true, "九月的家长会有普通话翻译"},
	{"zh-Hans", "family", "participatory-budgeting", low, false, "想参加预算会议，但时间总是在上班时间。"},
	{"zh-Hans", "family", "instructional-data-access", low, false, "希望有人解释成绩报告的意思。"},
	{"zh-Hant", "family", "language-access", low, false, "學校有簡體中文的通知，但沒有粵語翻譯。"},
	{"zh-Hant", "family", "proactive-communication", high, false, "每星期都收到學校的訊息，很清楚。"},

	{"vi", "family", "welcoming-culture", high, false, "Nhà trường luôn chào đón gia đình tôi."},
	{"vi", "family", "language-access", high, true, "Có thông dịch viên tại buổi họp tháng Chín"},
	{"vi", "family", "language-access", low, false, "Thư mời chỉ bằng tiếng Anh nên tôi không hiểu hết."},
	{"vi", "family", "shared-decision-making", low, false, "Chúng tôi được hỏi ý kiến nhưng không biết kết quả."},
	{"vi", "family", "learning-at-home", high, false, "Buổi hướng dẫn toán cho phụ huynh rất hữu ích."},
	{"vi", "student", "youth-engagement-avenues", low, false, "Em muốn có thêm cách để góp ý."},

	{"ar", "", "welcoming-culture", high, false, "نشعر بالترحيب في المدرسة."},
	{"ar", "family", "language-access", high, true, "كان هناك مترجم في الاجتماع الأخير"},
	{"ar", "family", "language-access", low, false, "الرسائل تصل باللغة الإنجليزية فقط."},
	{"ar", "family", "participatory-budgeting", low, false, "لا نعرف كيف تُتخذ القرارات بشأن الميزانية."},
	{"ar", "", "community-connections", high, false, "تعرّفنا على عائلات أخرى في أمسية المدرسة."},

	{"tl", "", "welcoming-culture", high, false, "Maganda ang pagtanggap sa amin sa opisina ng paaralan."},
	{"tl", "family", "language-access", low, false, "May tagasalin sa mga pulong, pero kulang pa ang mga nakasulat sa Tagalog."},
	{"tl", "family", "proactive-communication", low, false, "Sana mas maaga ang abiso tungkol sa mga pulong."},
	{"tl", "", "learning-at-home", high, false, "Malaking tulong ang mga aralin para sa mga magulang."},

	{"hmn", "family", "welcoming-culture", high, false, "Cov xib fwb hwm peb thiab mloog peb hais."},
	{"hmn", "family", "language-access", low, false, "Kuv tsis tau txais ntawv ua lus Hmoob."},
	{"hmn", "family", "language-access", high, false, "Ua tsaug rau tus neeg txhais lus."},
	{"hmn", "family", "proactive-communication", low, false, "Peb xav tau ntawv ua lus Hmoob."},

	{"pa", "family", "language-access", high, true, "ਮੀਟਿੰਗ ਵਿੱਚ ਪੰਜਾਬੀ ਦੁਭਾਸ਼ੀਆ ਮੌਜੂਦ ਸੀ"},
	{"pa", "family", "language-access", low, false, "ਸਾਨੂੰ ਚਿੱਠੀਆਂ ਸਿਰਫ਼ ਅੰਗਰੇਜ਼ੀ ਵਿੱਚ ਮਿਲਦੀਆਂ ਹਨ।"},
	{"pa", "family", "welcoming-culture", high, false, "ਸਕੂਲ ਵਿੱਚ ਸਾਡਾ ਸੁਆਗਤ ਹੁੰਦਾ ਹੈ।"},
}
