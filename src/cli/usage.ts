// What `lanescope --help` says.

export const usage = `Usage: lanescope run [options] SCRIPT [ARGUMENT…]
       lanescope show TRACE --as text|json|html [--out FILE] [--repair]

run: runs a script under Lanescope; its output stays its own, our words go to stderr.
  --trace FILE | --no-trace   where the trace goes (default .lanescope/SCRIPT-N.lanes, the last 20 runs are kept)
  --show text|html            after the run: the swimlane on stderr, or a self-contained page beside the trace
  --on-deadlock exit|stay     what to do when no process can ever go on (default exit, with status 86)
  --cwd FOLDER                working folder of the script (default: this one)
  --preview BYTES             how much of each sent value the trace keeps (default 128, 0: none)
  --node PATH                 the Node to run the script with (22.18 or newer)
  --node-arg ARG              a flag for that Node; may be given several times

Exit status of run: the script's own; 86 deadlock; 2 wrong usage; 130 interrupted.
`;
