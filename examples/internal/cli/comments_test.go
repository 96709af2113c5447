package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/rubric/cei"
)

// Comments are read as a sheet or as a document by the ending of the name.
func TestReadComments(t *testing.T) {
	const sheet = "competency,text,edited,cleared,public\nwelcoming-culture,The door is open,,yes,no\n"
	for name, text := range map[string]string{
		"comments.TSV":  strings.ReplaceAll(sheet, ",", "\t"),
		"comments.csv":  sheet,
		"comments.json": `{"format":"comments/1","rubric":"cei@2023.2","comments":[{"competency":"welcoming-culture","text":"The door is open","cleared":true,"public":false}]}`,
	} {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := ReadComments(cei.Latest(), file)
		if err != nil || c.Len() != 1 {
			t.Errorf("%s: %v, %v", name, c, err)
		}
	}
}
