package report

// What the tests of the external package look into.
var ParseLogo = parseLogo

// StageLetters are the short labels of stages.
var StageLetters = stageLetters
