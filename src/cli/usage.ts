// What `lanescope --help` says.

export const usage = `Usage: lanescope run [options] SCRIPT [ARGUMENT…]
       lanescope check [--format text|json|sarif] [--out FILE] TRACE | [options of run] SCRIPT [ARGUMENT…]
       lanescope show TRACE --as text|json|html [--out FILE] [--repair]

run: runs a script under Lanescope; its output stays its own, our words go to stderr.
  --trace FILE | --no-trace   where the trace goes (default .lanescope/SCRIPT-N.lanes, the last 20 runs are kept)
  --show text|html            after the run: the swimlane on stderr, or a self-contained page beside the trace
  --on-deadlock exit|stay     what to do when no process can ever go on (default exit, with status 86)
  --outside SECONDS           end a run too that only a signal or the like could still wake, after so long (check: 10, run: never)
  --cwd FOLDER                working folder of the script (default: this one)
  --preview BYTES             how much of each sent value the trace keeps (default 128, 0: none)
  --node PATH                 the Node to run the script with (22.18 or newer)
  --node-arg ARG              a flag for that Node; may be given several times
  --no-findings               do not say at the end what else was found (of a trace above 16 MB it is never said)

check: says what is wrong in a run, with places and cures; a script is run first, its output goes to stderr.
  --format text|json|sarif    for people (default), for scripts, or for code scanning
  --out FILE                  write to this file, not to standard output
  A finding is silenced at its line, or above it, by a comment: // lanescope-ignore ID: why

Exit status of run: the script's own; 86 deadlock; 2 wrong usage; 130 interrupted.
Exit status of check: 1 where a finding is an error, else 0; 2 wrong usage, or a trace that cannot be read.
`;
