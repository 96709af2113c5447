package assess_test

import (
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// Sheets of the known tools in forms that the cases do not have.
func TestSheetsOfTools(t *testing.T) {
	tests := []struct {
		name, in                  string
		read, refused, notCounted int
	}{
		{"Airtable", strings.Join([]string{
			`Name,Role,Language access,Crucial conversations,Created,Last Modified By,Attachments`,
			`Ana,Families,Maturing,Developing,10/1/2026 1:15pm,Bob,`,
		}, "\n"), 1, 0, 0},
		{"SurveyMonkey with free answers", strings.Join([]string{
			`Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,What is your role?,,Please rate,,Tell us more`,
			`,,,,,,,,,Response,Other (please specify),Language access,Crucial conversations,Open-Ended Response`,
			`1,4455,10/01/2026 09:15:02 AM,13/01/2026 09:22:10 AM,192.0.2.1,,,,t,Families,,Maturing,Developing,hello`,
		}, "\n"), 1, 0, 0},
		{"Google Forms in German", strings.Join([]string{
			`Zeitstempel,Role,Language access,E-Mail-Adresse`,
			`01.10.2026 13:15:02,Families,Maturing,a@b.c`,
		}, "\n"), 1, 0, 0},
		{"Jotform with a grid", strings.Join([]string{
			`Submission Date,Your role,Please rate: >> Language access,Please rate: >> Crucial conversations,Comments,Submission ID,Approval Status`,
			`"Oct 1, 2026",Families,Maturing,Developing,ok,5900,Approved`,
			`"Oct 2, 2026",Families,Maturing,Developing,ok,5901,Rejected`,
		}, "\n"), 1, 0, 1},
		{"KoboToolbox, on hold", strings.Join([]string{
			`start,end,Your part of the community,4 Operations/4.3 Language access,_id,_uuid,_submission_time,_validation_status`,
			`2026-10-01T09:15:02.000-07:00,2026-10-01T09:20:02.000-07:00,Families,Maturing,1,a,2026-10-01T16:20:09,On Hold`,
		}, "\n"), 1, 0, 0},
		{"LimeSurvey, code and text", strings.Join([]string{
			`"id. Response ID","submitdate. Date submitted","lastpage. Last page","startlanguage. Start language","seed. Seed","role. Your role","R1[languageaccess]. Please rate: [Language access]","R1[staffmindsets]. Please rate: [Staff mindsets]","free. Anything else?"`,
			`"1","2026-10-01 09:20:41","3","en","1","Families","Maturing","Developing","hi"`,
			`"2","","1","en","1","Students","Maturing","",""`,
		}, "\n"), 1, 0, 1},
		{"Microsoft Forms, a quiz in Spanish", strings.Join([]string{
			`Id.,Hora de inicio,Hora de finalización,Correo electrónico,Nombre,Total de puntos,Comentarios del cuestionario,¿Cuál es su rol?,Puntos: ¿Cuál es su rol?,Comentarios: ¿Cuál es su rol?,Acceso lingüístico,Puntos: Acceso lingüístico,Comentarios: Acceso lingüístico`,
			`1,10/1/26 9:15:02,10/1/26 9:20:41,anonymous,,0,,Familias,,,En maduración,,`,
		}, "\n"), 1, 0, 0},
		{"Nextcloud Forms, a row for each answer", strings.Join([]string{
			`"User display name","Timestamp","Question","Answer"`,
			`"Anonymous user","2026-10-01T09:15:02+00:00","Your role","Families"`,
			`"Anonymous user","2026-10-01T09:15:02+00:00","Language access","Maturing"`,
			`"Anonymous user","2026-10-01T09:15:02+00:00","Anything else?","no thanks"`,
			`"Anonymous user","2026-10-01T09:18:02+00:00","Your role","Students"`,
			`"Anonymous user","2026-10-01T09:18:02+00:00","Language access","Advanced"`,
		}, "\n"), 2, 0, 0},
		{"Nextcloud Forms", strings.Join([]string{
			`"Submission ID","User ID","User display name","Timestamp","Your role","Language access","Anything else?"`,
			`"1","","Anonymous user","2026-10-01T09:15:02+00:00","Families","Maturing","x"`,
		}, "\n"), 1, 0, 0},
		{"stages under a header without a competency", strings.Join([]string{
			`ID,Role,Language access,Overall where are we`,
			`1,Families,Maturing,Developing`,
		}, "\n"), 0, 1, 0},
		{"Qualtrics without the row with ImportId", strings.Join([]string{
			`StartDate,EndDate,Status,Progress,Finished,RecordedDate,ResponseId,UserLanguage,Q1,Q2_1,Q2_2`,
			`Start Date,End Date,Response Type,Progress,Finished,Recorded Date,Response ID,User Language,What is your role?,Please rate: - Language access,Please rate: - Crucial conversations`,
			`2026-10-01 09:15:02,2026-10-01 09:22:10,IP Address,100,True,2026-10-01 09:22:11,R_1,EN,Families,Maturing,Developing`,
			`2026-10-01 09:15:02,2026-10-01 09:22:10,Survey Preview,100,True,2026-10-01 09:22:11,R_2,EN,Families,Maturing,Developing`,
		}, "\n"), 1, 0, 1},
		{"Qualtrics with export tags", strings.Join([]string{
			`StartDate,EndDate,Status,Finished,RecordedDate,ResponseId,UserLanguage,role,language-access,crucial-conversations`,
			`Start Date,End Date,Response Type,Finished,Recorded Date,Response ID,User Language,What are you?,How well?,How do?`,
			`2026-10-01 09:15:02,2026-10-01 09:22:10,IP Address,True,2026-10-01 09:22:11,R_1,EN,Families,Maturing,Developing`,
		}, "\n"), 1, 0, 0},
		{"a question about the group", strings.Join([]string{
			`Timestamp,I identify as,Language access,How satisfied are you?`,
			`2026/10/01,Families,Maturing,Very`,
		}, "\n"), 1, 0, 0},
		{"totals without ids", strings.Join([]string{
			`Role,Language access,Crucial conversations`,
			`Families,Maturing,Developing`,
			`Overall average,2.5,3`,
			`Total responses: 1,,`,
			`Families,Maturing,?`,
		}, "\n"), 2, 2, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			opt := assess.CSVOptions{Translations: []*rubric.Rubric{spanish(t)}}
			var report assess.Report
			got := collect(t, assess.CSV(cei.Latest(), "s.csv", strings.NewReader(tt.in), &assess.ReadOptions{CSV: &opt, Report: &report}))
			if got.read != tt.read || got.refused != tt.refused || report.NotCounted != uint64(tt.notCounted) {
				t.Errorf("%d read, %d refused, %d not counted\n%s", got.read, got.refused, report.NotCounted, strings.Join(got.lines, "\n"))
			}
			collectLikeRead(t, "s.csv", []byte(tt.in), assess.CollectOptions{CSV: &opt})
		})
	}
}

// A mapping adds what a sheet does not say: codes by column, rows that do not count,
// constants and repeats.
func TestMapping(t *testing.T) {
	const in = "key,who,q1,q2,state\n1,2,2,3.0,ok\n2,1,3,(4),test\n2,2,\"4,0\",Level 1,ok\n1,2,1,5,ok\n"
	const doc = `format: mapping/1
rubric: cei@2023.2
header: 1
columns:
  - {header: key, is: id}
  - {position: 2, is: constituency, words: {"1": student, "2": family}}
  - {header: Q1, is: language-access, ranks: true}
  - {pattern: "*2", is: crucial-conversations, ranks: true}
skip:
  - {header: state, values: [TEST], reason: trial}
date: 2026-10-01
organization: Valley USD
`
	m, err := assess.LoadMapping(cei.Latest(), "m.yaml", []byte(doc), nil)
	if err != nil {
		t.Fatal(err)
	}
	opt := &assess.CSVOptions{Mapping: m}
	want := []string{
		`{"format":"response/1","rubric":"cei@2023.2","id":"1","organization":"Valley USD","constituency":"family","date":"2026-10-01","ratings":{"crucial-conversations":"maturing","language-access":"developing"}}`,
		`{"format":"response/1","rubric":"cei@2023.2","id":"2","organization":"Valley USD","constituency":"family","date":"2026-10-01","ratings":{"crucial-conversations":"not-evident","language-access":"advanced"}}`,
		"5:7: unknown-stage: q2",
	}
	if got := sheetLines(t, in, opt); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	collectLikeRead(t, "s.csv", []byte(in), assess.CollectOptions{CSV: opt})

	kept := m.Document()
	kept.Repeats = &assess.RepeatsEntry{Keep: "last", By: "id"}
	kept.Skip = nil
	m, err = assess.NewMapping(cei.Latest(), kept)
	if err != nil {
		t.Fatal(err)
	}
	opt.Mapping = m
	collectLikeRead(t, "s.csv", []byte(in), assess.CollectOptions{CSV: opt})
	got := sheetLines(t, in, opt)
	if len(got) != 3 || !strings.Contains(got[1], `"id":"2"`) || !strings.Contains(got[1], `"advanced"`) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	again, err := m.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	same, err := assess.LoadMapping(cei.Latest(), "m.json", again, nil)
	if err != nil {
		t.Fatal(err)
	}
	if back, err := same.MarshalJSON(); err != nil || string(back) != string(again) {
		t.Errorf("%s is not %s, %v", back, again, err)
	}
}

// A mapping is read as strictly as the other documents.
func TestLoadMappingProblems(t *testing.T) {
	const doc = `format: mapping/1
rubric: cei@2023.1
`
	for in, want := range map[string]string{
		doc:                                        "m:2:9: wrong-edition: rubric",
		"format: mapping/1\nHeader: 1\n":           "m:2:1: wrong-case: Header",
		"format: mapping/1\nheader: 0\n":           "m:2:9: bad-value: header",
		"format: mapping/1\nheader: x\n":           "m:2:9: wrong-type: header",
		"format: mapping/1\ncolumns: [{is: id}]\n": "m:2:11: one-of: columns[0]",
		"format: mapping/1\ncolumns: [{header: x, is: langage-access}]\n": "m:2:27: unknown-competency: columns[0].is",
		"format: mapping/1\nconstituency: families\n":                     "m:2:15: unknown-constituency: constituency",
		"format: mapping/1\nwords: {x: yes}\n":                            "",
		"format: mapping/1\nwords: {x: matureng}\n":                       "m:2:12: bad-value: words.x",
		"format: mapping/1\ntool: word\n":                                 "m:2:7: bad-value: tool",
	} {
		_, err := assess.LoadMapping(cei.Latest(), "m", []byte(in), nil)
		switch {
		case want == "" || err == nil:
			if (err == nil) != (want == "") {
				t.Errorf("%q: %v", in, err)
			}
		case !strings.HasPrefix(err.Error(), want):
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
}
