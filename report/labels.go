package report

// Labels are the headings and other fixed words of a report. Each field has the name of its key in
// a words document.
type Labels struct {
	// Headings of sections.
	Contents      string `json:"contents" rule:"name"`
	Who           string `json:"who" rule:"name"`
	HowToRead     string `json:"how_to_read" rule:"name"`
	Findings      string `json:"findings" rule:"name"`
	Overview      string `json:"overview" rule:"name"`
	Strengths     string `json:"strengths" rule:"name"`
	Edges         string `json:"edges" rule:"name"`
	Levels        string `json:"levels" rule:"name"`
	Differences   string `json:"differences" rule:"name"`
	Progress      string `json:"progress" rule:"name"`
	Consensus     string `json:"consensus" rule:"name"`
	Comments      string `json:"comments" rule:"name"`
	Targets       string `json:"targets" rule:"name"`
	Conversations string `json:"conversations" rule:"name"`
	Methods       string `json:"methods" rule:"name"`
	About         string `json:"about" rule:"name"`

	// Headings of columns.
	Group      string `json:"group" rule:"name"`
	TookPart   string `json:"took_part" rule:"name"`
	Bar        string `json:"bar" rule:"name"`
	Stage      string `json:"stage" rule:"name"`
	Message    string `json:"message" rule:"name"`
	Domain     string `json:"domain" rule:"name"`
	Strand     string `json:"strand" rule:"name"`
	Competency string `json:"competency" rule:"name"`
	Median     string `json:"median" rule:"name"`
	Rated      string `json:"rated" rule:"name"`
	Ratings    string `json:"ratings" rule:"name"`
	Apart      string `json:"apart" rule:"name"`
	Agreement  string `json:"agreement" rule:"name"`
	NonAnswers string `json:"non_answers" rule:"name"`
	Before     string `json:"before" rule:"name"`
	Now        string `json:"now" rule:"name"`
	Moved      string `json:"moved" rule:"name"`
	Standing   string `json:"standing" rule:"name"`
	Goal       string `json:"goal" rule:"name"`
	UpToLevel  string `json:"up_to_level" rule:"name"`
	Distance   string `json:"distance" rule:"name"`

	// Captions of tables.
	OverviewCaption string `json:"overview_caption" rule:"name"`
	LevelsCaption   string `json:"levels_caption" rule:"name"`
	LevelsByGroup   string `json:"levels_by_group" rule:"name"`
	ProgressCaption string `json:"progress_caption" rule:"name"`
	TargetsCaption  string `json:"targets_caption" rule:"name"`

	// Names within sections.
	BasedOn       string `json:"based_on" rule:"name"`
	MedianBy      string `json:"median_by" rule:"name"`
	Questions     string `json:"questions" rule:"name"`
	Source        string `json:"source" rule:"name"`
	Limits        string `json:"limits" rule:"name"`
	Notes         string `json:"notes" rule:"name"`
	SkipToContent string `json:"skip_to_content" rule:"name"`
	Moves         string `json:"moves" rule:"name"`
	Agreed        string `json:"agreed" rule:"name"`
	AllRatings    string `json:"all_ratings" rule:"name"`
	Rationale     string `json:"rationale" rule:"name"`
	Evidence      string `json:"evidence" rule:"name"`
	AgreedBy      string `json:"agreed_by" rule:"name"`

	// Help is the heading of guidance and links, References names parts of other frameworks.
	Help       string `json:"help" rule:"name"`
	References string `json:"references" rule:"name"`

	// Names of the facts in About.
	Rubric       string `json:"rubric" rule:"name"`
	Digest       string `json:"digest" rule:"name"`
	Definition   string `json:"definition" rule:"name"`
	Strands      string `json:"strands" rule:"name"`
	Reference    string `json:"reference" rule:"name"`
	Citation     string `json:"citation" rule:"name"`
	Notice       string `json:"notice" rule:"name"`
	Sources      string `json:"sources" rule:"name"`
	EditionNotes string `json:"edition_notes" rule:"name"`
	Generator    string `json:"generator" rule:"name"`

	// Everyone names all groups together.
	Everyone string `json:"everyone" rule:"name"`

	// SpectrumMiddle names the middle of the spectrum, and PictureTable announces the table of a
	// picture.
	SpectrumMiddle string `json:"spectrum_middle" rule:"name"`
	PictureTable   string `json:"picture_table" rule:"name"`

	// HiddenMark and NoneMark replace a hidden and a missing value. Hidden and None explain them.
	HiddenMark string `json:"hidden_mark" rule:"name"`
	Hidden     string `json:"hidden" rule:"name"`
	NoneMark   string `json:"none_mark" rule:"name"`
	None       string `json:"none" rule:"name"`

	// NotAsked replaces the result of a group that is not asked, and NotAskedMark does so in
	// pictures. AskedOthers explains it.
	NotAsked     string `json:"not_asked" rule:"name"`
	NotAskedMark string `json:"not_asked_mark" rule:"name"`
	AskedOthers  string `json:"asked_others" rule:"name"`

	// Sort, ShowGroups, CopyPicture and Copied are for pages with a script: they sort a table by a
	// column, head the boxes to show and hide groups, copy a picture, and confirm that.
	Sort        string `json:"sort" rule:"name"`
	ShowGroups  string `json:"show_groups" rule:"name"`
	CopyPicture string `json:"copy_picture" rule:"name"`
	Copied      string `json:"copied" rule:"name"`
}
