package assess

import (
	"cmp"
	"encoding/base64"
	"flag"
	"fmt"
	"net/http"
	"os"
	"strings"

	"github.com/waymark-go/waymark/report"
)

// titleFlags say what a report is called and which parts of it are written.
type titleFlags struct {
	title, organization, date, logo, logoText, address string
	sections, groups                                   string
}

func (f *titleFlags) register(fs *flag.FlagSet) {
	var sections []string
	for _, s := range report.Sections() {
		sections = append(sections, string(s))
	}
	fs.StringVar(&f.title, "title", "", "the `heading` of the report (default the rubric's title)")
	fs.StringVar(&f.organization, "organization", "", "the `name` of the school or district (default that of the responses, if all have the same)")
	fs.StringVar(&f.date, "date", "", "the `date`: 2026-10-01, 2026-10, 2026-09/2026-10 or any text (default the day or the months of the responses, if all have a date)")
	fs.StringVar(&f.logo, "logo", "", "`file` with an image for HTML pages: PNG, JPEG, GIF or WebP")
	fs.StringVar(&f.logoText, "logo-text", "", "`words` that describe the logo, unless the organization's name is beside it")
	fs.StringVar(&f.address, "address", "", "where the complete report can be found, such as a web `address`; the handout says so")
	fs.StringVar(&f.sections, "sections", "", "`sections` of the report with commas between them: "+strings.Join(sections, ",")+" (default all)")
	fs.StringVar(&f.groups, "groups", "", "`constituencies` to show, by id, with commas between them (default all)")
}

// addTo fills in the options of a report on the responses with something in common.
func (f *titleFlags) addTo(opt *report.Options, of *common) error {
	opt.Title, opt.LogoText, opt.Address = f.title, f.logoText, f.address
	opt.Organization, opt.Date = cmp.Or(f.organization, of.organization), cmp.Or(f.date, of.date())
	for _, s := range list(f.sections) {
		opt.Sections = append(opt.Sections, report.Section(s))
	}
	opt.Constituencies = list(f.groups)
	if f.logo == "" {
		return nil
	}
	image, err := os.ReadFile(f.logo)
	if err != nil {
		return fmt.Errorf("-logo: %w", err)
	}
	opt.Logo = "data:" + http.DetectContentType(image) + ";base64," + base64.StdEncoding.EncodeToString(image)
	return nil
}

// list returns the items of a list with commas between them.
func list(text string) (items []string) {
	for item := range strings.SplitSeq(text, ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}
