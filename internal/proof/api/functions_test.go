package api

import (
	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/markdown"
	"github.com/waymark-go/waymark/report/svg"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/report/tidy"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/author"
	"github.com/waymark-go/waymark/rubric/problem"
)

// functions are the exported functions that are not methods. Package spectrum tests its
// functions itself.
func functions() map[string]any {
	return map[string]any{
		"assess.Array":            assess.Array,
		"assess.ByBackground":     assess.ByBackground,
		"assess.ByConstituency":   assess.ByConstituency,
		"assess.ByOrganization":   assess.ByOrganization,
		"assess.CSV":              assess.CSV,
		"assess.Collect":          assess.Collect,
		"assess.Compare":          assess.Compare,
		"assess.DefaultColumns":   assess.DefaultColumns,
		"assess.DefaultWords":     assess.DefaultWords,
		"assess.FileInput":        assess.FileInput,
		"assess.Internal":         assess.Internal,
		"assess.JoinKeys":         assess.JoinKeys,
		"assess.KeyParent":        assess.KeyParent,
		"assess.LoadCommentSheet": assess.LoadCommentSheet,
		"assess.LoadComments":     assess.LoadComments,
		"assess.NewComments":      assess.NewComments,
		"assess.LoadConsensus":    assess.LoadConsensus,
		"assess.LoadMapping":      assess.LoadMapping,
		"assess.LoadProgress":     assess.LoadProgress,
		"assess.LoadPublished":    assess.LoadPublished,
		"assess.LoadResponse":     assess.LoadResponse,
		"assess.MigrateResponse":  assess.MigrateResponse,
		"assess.MigrateTally":     assess.MigrateTally,
		"assess.NDJSON":           assess.NDJSON,
		"assess.NewMapping":       assess.NewMapping,
		"assess.NewResponse":      assess.NewResponse,
		"assess.ProposeMapping":   assess.ProposeMapping,
		"assess.Public":           assess.Public,
		"assess.UploadLimits":     assess.UploadLimits,
		"assess.PublishHierarchy": assess.PublishHierarchy,
		"assess.RatingOf":         assess.RatingOf,
		"assess.Read":             assess.Read,
		"assess.Refused":          assess.Refused,
		"assess.SummaryRubric":    assess.SummaryRubric,
		"assess.TallyCounts":      assess.TallyCounts,
		"assess.Trend":            assess.Trend,
		"author.DraftCrosswalk":   author.DraftCrosswalk,
		"author.DraftOverlay":     author.DraftOverlay,
		"author.ReadCASE":         author.ReadCASE,
		"author.ReadSheet":        author.ReadSheet,
		"author.SheetTemplate":    author.SheetTemplate,
		"author.UpdateOverlay":    author.UpdateOverlay,
		"author.WriteRubric":      author.WriteRubric,
		"author.WriteSheet":       author.WriteSheet,
		"form.CASE":               form.CASE,
		"form.EmptySheet":         form.EmptySheet,
		"form.SurveyJS":           form.SurveyJS,
		"form.SurveyJSAnswers":    form.SurveyJSAnswers,
		"form.XLSForm":            form.XLSForm,
		"form.XLSFormAnswers":     form.XLSFormAnswers,
		"form.XMLName":            form.XMLName,
		"html.Write":              html.Write,
		"html.WriteGuide":         html.WriteGuide,
		"html.WriteWorksheet":     html.WriteWorksheet,
		"markdown.Write":          markdown.Write,
		"markdown.WriteGuide":     markdown.WriteGuide,
		"markdown.WriteWorksheet": markdown.WriteWorksheet,
		"problem.Of":              problem.Of,
		"problem.FileName":        problem.FileName,
		"report.Build":            report.Build,
		"report.BuildWorksheet":   report.BuildWorksheet,
		"report.Languages":        report.Languages,
		"report.LoadWords":        report.LoadWords,
		"report.Sections":         report.Sections,
		"report.WordsFile":        report.WordsFile,
		"rubric.Blocks":           rubric.Blocks,
		"rubric.Diff":             rubric.Diff,
		"rubric.Load":             rubric.Load,
		"rubric.LoadCrosswalk":    rubric.LoadCrosswalk,
		"rubric.LoadFS":           rubric.LoadFS,
		"rubric.LoadOverlay":      rubric.LoadOverlay,
		"rubric.New":              rubric.New,
		"rubric.ParseRef":         rubric.ParseRef,
		"rubric.TextHash":         rubric.TextHash,
		"rubric.VerifySources":    rubric.VerifySources,
		"schema.Comments":         schema.Comments,
		"schema.Consensus":        schema.Consensus,
		"schema.Crosswalk":        schema.Crosswalk,
		"schema.LoaderRules":      schema.LoaderRules,
		"schema.Mapping":          schema.Mapping,
		"schema.Overlay":          schema.Overlay,
		"schema.Response":         schema.Response,
		"schema.Rubric":           schema.Rubric,
		"schema.Summary":          schema.Summary,
		"schema.UI":               schema.UI,
		"svg.Write":               svg.Write,
		"svg.StageColors":         svg.StageColors,
		"svg.LetterColors":        svg.LetterColors,
		"text.ForTerminal":        text.ForTerminal,
		"text.Write":              text.Write,
		"text.WriteGuide":         text.WriteGuide,
		"text.WriteWorksheet":     text.WriteWorksheet,
		"tidy.GuardFormula":       tidy.GuardFormula,
		"tidy.Write":              tidy.Write,
		"tidy.WriteCodebook":      tidy.WriteCodebook,
	}
}
