package assess_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

// A sheet with codes is read with a mapping that says what they mean.
func ExampleLoadMapping() {
	r := cei.Latest()
	mapping, err := assess.LoadMapping(r, "mapping.yaml", []byte(`
format: mapping/1
columns:
  - {header: role, words: {"1": student, "2": family}}
  - {header: language_access, ranks: true}
`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	sheet := "record_id,role,language_access,cei_complete\n1,2,3,2\n2,1,,0\n"
	var report assess.Report
	opt := &assess.ReadOptions{CSV: &assess.CSVOptions{Mapping: mapping}, Report: &report}
	for p, err := range assess.CSV(r, "redcap.csv", strings.NewReader(sheet), opt) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(p.ID(), p.Constituency())
	}
	fmt.Println(report.NotCounted, "not counted")
	// Output:
	// 1 family
	// 1 not counted
}

// What a sheet most likely is, is proposed as a mapping to edit.
func ExampleProposeMapping() {
	sheet := "ID,Role,Langauge access\n1,Families,Maturing\n"
	p, err := assess.ProposeMapping(cei.Latest(), "sheet.csv", strings.NewReader(sheet), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range p.Columns {
		fmt.Println(c.Position, c.Header, "->", c.Is, c.Sure)
	}
	p.Problems = nil
	if err := p.WriteYAML(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 1 ID -> id true
	// 2 Role -> constituency true
	// 3 Langauge access -> language-access false
	// # Check what each column is, and change it where it is wrong.
	// format: mapping/1
	// rubric: cei@2023.2
	// delimiter: comma
	// header: 1
	// # date_layout: MM/DD/YYYY
	// columns:
	//   # column 1: the header is a usual one; for example "1"
	//   - header: "ID"
	//     is: id
	//   # column 2: the header is a usual one; for example "Families"
	//   - header: "Role"
	//     is: constituency
	//   # column 3: the header resembles it; check; for example "Maturing"
	//   - header: "Langauge access"
	//     is: language-access
	// # repeats: {keep: last} # one response for each person
}
