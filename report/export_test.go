package report

// These give the tests in package report_test access to unexported parts.
var ParseLogo = parseLogo

// StageLetters are the short labels of stages.
var StageLetters = stageLetters
