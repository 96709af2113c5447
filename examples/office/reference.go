package main

import (
	"bytes"
	"fmt"
	"regexp"
)

// restyle returns the edit that makes the reference document of a format, which has the styles, from
// that of pandoc. Each style is replaced completely, so that the edit does not depend on the styles of
// pandoc. It returns an error if a style is missing.
func restyle(format string) func(name string, content []byte) ([]byte, error) {
	if format == "pptx" {
		return restyleSlides
	}
	return restylePages
}

// Colors of text and lines, as in the pages of a report.
const (
	ink   = "1B2430"
	soft  = "4D5A6A"
	line  = "D9DFE6"
	panel = "F4F6F8"
	blue  = "14539A"
)

func restylePages(name string, content []byte) ([]byte, error) {
	switch name {
	case "word/styles.xml":
		for _, s := range pageStyles() {
			style := regexp.MustCompile(`(?s)<w:style [^>]*w:styleId="` + s.id + `".*?</w:style>`)
			if !style.Match(content) {
				return nil, fmt.Errorf("there is no style %s", s.id)
			}
			content = style.ReplaceAllLiteral(content, []byte(s.xml))
		}
		// Sizes are in the defaults and not in Normal, which would take precedence over those of tables.
		content, err := replaceAll(content, `(?s)(<w:docDefaults>.*?)<w:sz w:val="\d+" ?/>\s*<w:szCs w:val="\d+" ?/>`, `$1<w:sz w:val="20"/><w:szCs w:val="20"/>`)
		if err != nil {
			return nil, err
		}
		return replaceAll(content, `</w:styles>`, lead+`</w:styles>`)
	case "word/document.xml":
		// Letter paper with margins of 0.6 inches above and below and 0.75 at the sides; twentieths of a point.
		section := `<w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="864" w:right="1080" w:bottom="864" w:left="1080" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>`
		return replaceAll(content, `<w:sectPr ?/>`, section)
	case "word/theme/theme1.xml":
		return replaceAll(content, `<a:latin typeface="[^"]*"`, `<a:latin typeface="Arial"`)
	}
	return content, nil
}

// lead is the style of a paragraph that stays with what follows it, such as the title of a picture.
const lead = `<w:style w:type="paragraph" w:customStyle="1" w:styleId="Lead"><w:name w:val="Lead"/><w:basedOn w:val="BodyText"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="100" w:after="40"/></w:pPr></w:style>`

type pageStyle struct{ id, xml string }

func pageStyles() []pageStyle {
	const font = `<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>`
	heading := func(level, size, before int, color string) pageStyle {
		id := fmt.Sprintf("Heading%d", level)
		return pageStyle{id, fmt.Sprintf(`<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="heading %d"/><w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:qFormat/>`+
			`<w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="%d" w:after="40"/><w:outlineLvl w:val="%d"/></w:pPr>`+
			`<w:rPr>%s<w:b/><w:bCs/><w:color w:val="%s"/><w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr></w:style>`, id, level, before, level-1, font, color, size, size)}
	}
	border := func(side string) string {
		return `<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="` + line + `"/>`
	}
	return []pageStyle{
		{"Normal", `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:rPr>` + font + `<w:color w:val="` + ink + `"/></w:rPr></w:style>`},
		{"BodyText", `<w:style w:type="paragraph" w:styleId="BodyText"><w:name w:val="Body Text"/><w:basedOn w:val="Normal"/><w:link w:val="BodyTextChar"/><w:qFormat/><w:pPr><w:spacing w:before="60" w:after="60" w:line="252" w:lineRule="auto"/></w:pPr></w:style>`},
		{"Compact", `<w:style w:type="paragraph" w:customStyle="1" w:styleId="Compact"><w:name w:val="Compact"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:before="10" w:after="10"/></w:pPr></w:style>`},
		{"Title", `<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="0" w:after="80"/></w:pPr><w:rPr>` + font + `<w:b/><w:bCs/><w:color w:val="` + ink + `"/><w:sz w:val="34"/><w:szCs w:val="34"/></w:rPr></w:style>`},
		heading(1, 26, 160, blue),
		heading(2, 22, 180, ink),
		heading(3, 20, 160, soft),
		{"Table", `<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr><w:tblPr><w:tblBorders>` +
			border("top") + border("bottom") + border("insideH") + `</w:tblBorders><w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>` +
			`<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="` + panel + `"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>`},
	}
}

// Boxes of slides of 10 by 5.625 inches, in English Metric Units.
const (
	titleBox   = `<a:off x="457200" y="182880"/><a:ext cx="8229600" cy="960120"/>`
	contentBox = `<a:off x="457200" y="1188720"/><a:ext cx="8229600" cy="3520440"/>`
	// A slide with a sentence and a picture or table has the sentence above the other.
	sentenceBox = `<a:off x="457200" y="1143000"/><a:ext cx="8229600" cy="640080"/>`
	figureBox   = `<a:off x="457200" y="1783080"/><a:ext cx="8229600" cy="2926080"/>`
)

func restyleSlides(name string, content []byte) ([]byte, error) {
	type edit struct{ pattern, with string }
	var edits []edit
	// box moves the placeholder whose attributes match.
	box := func(attributes, geometry string) edit {
		return edit{`(?s)(<p:ph ` + attributes + `/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>)<a:off[^>]*/><a:ext[^>]*/>`, "${1}" + geometry}
	}
	switch name {
	case "ppt/theme/theme1.xml":
		edits = []edit{
			{`<a:latin typeface="[^"]*"`, `<a:latin typeface="Arial"`},
			{`<a:accent1><a:srgbClr val="[^"]*"/>`, `<a:accent1><a:srgbClr val="` + blue + `"/>`},
			{`<a:dk1>.*?</a:dk1>`, `<a:dk1><a:srgbClr val="` + ink + `"/></a:dk1>`},
		}
	case "ppt/slideMasters/slideMaster1.xml":
		edits = []edit{
			box(`type="title"`, titleBox), box(`type="body" idx="1"`, contentBox),
			{`(?s)(<p:titleStyle><a:lvl1pPr) algn="ctr"(.*?<a:defRPr) sz="\d+"`, `$1 algn="l"$2 sz="1800" b="1"`},
			{`(?s)(<p:bodyStyle>.*?<a:defRPr) sz="\d+"`, `$1 sz="1800"`},
			{`(?s)(<p:bodyStyle>.*?<a:lvl2pPr.*?<a:defRPr) sz="\d+"`, `$1 sz="1600"`},
		}
	case "ppt/slideLayouts/slideLayout1.xml":
		edits = []edit{
			box(`type="ctrTitle"`, `<a:off x="457200" y="1143000"/><a:ext cx="8229600" cy="1554480"/>`),
			box(`type="subTitle" idx="1"`, `<a:off x="457200" y="2834640"/><a:ext cx="8229600" cy="1188720"/>`),
			{`algn="ctr"`, `algn="l"`},
		}
	case "ppt/slideLayouts/slideLayout8.xml":
		edits = []edit{
			box(`type="title"`, titleBox), box(`idx="1"`, figureBox), box(`type="body" sz="half" idx="2"`, sentenceBox),
			{`(?s)(<p:ph type="title"/>.*?<a:defRPr) sz="\d+"`, `$1 sz="1800"`},
			{`(?s)(<p:ph type="body" sz="half" idx="2"/>.*?<a:defRPr) sz="\d+"`, `$1 sz="1600"`},
		}
	case "ppt/presentation.xml":
		edits = []edit{{`sz="1800"`, `sz="1200"`}} // of the text of tables
	}
	for _, e := range edits {
		var err error
		if content, err = replaceAll(content, e.pattern, e.with); err != nil {
			return nil, err
		}
	}
	return content, nil
}

// replaceAll replaces all matches of a pattern. It returns an error if there are none.
func replaceAll(content []byte, pattern, with string) ([]byte, error) {
	p := regexp.MustCompile(pattern)
	if !p.Match(content) {
		return nil, fmt.Errorf("there is no %s", pattern)
	}
	return bytes.Clone(p.ReplaceAll(content, []byte(with))), nil
}
