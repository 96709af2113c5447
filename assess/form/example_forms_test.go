package form_test

import (
	"bytes"
	"fmt"
	"log"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/rubric/cei"
)

// A spreadsheet goes out empty and comes back with a row for each person. What a cell cannot
// mean is a problem with its place, never a guess.
func Example_forms() {
	r := cei.Latest()
	sheet, err := form.EmptySheet(r, nil)
	if err != nil {
		log.Fatal(err)
	}
	filled := fill(sheet,
		"r-1,Lincoln,Families,2026-10-01,es,Developing,Maturing",
		"r-2,Lincoln,Leaders,2026-10-02,en,Advanced,I don't know",
		"r-3,Lincoln,Familys,2026-10-02,en,Advanced,",
	)
	culture, _ := r.Competency("welcoming-culture")
	for resp, err := range assess.CSV(r, "responses.csv", bytes.NewReader(filled), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		stage, _ := resp.Stage(culture)
		fmt.Println(resp.ID(), resp.Constituency(), stage.Title())
	}
	// Output:
	// r-1 family Developing
	// r-2 leader Advanced
	// responses.csv:4:13: unknown-constituency: constituency: "Familys" is no constituency; did you mean "Families"?; say what it means (-word "constituency:Familys"=ID, or words in a mapping)
}

// fill does what people do in a spreadsheet program: it puts rows below the headers.
func fill(sheet []byte, rows ...string) []byte {
	filled := bytes.TrimRight(sheet, "\r\n")
	for _, row := range rows {
		filled = append(filled, "\n"+row+strings.Repeat(",", bytes.Count(sheet, []byte(","))-strings.Count(row, ","))...)
	}
	return filled
}
