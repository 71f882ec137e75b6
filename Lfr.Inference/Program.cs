using System.CommandLine;
using Lfr.Inference.Evaluation;
using Lfr.Inference.Hosting;
using Lfr.Inference.Models;

var root = new RootCommand("Lfr's engine: live facial recognition that runs only under a licence.");
root.Subcommands.Add(ModelsCommand.Create());
root.Subcommands.Add(WorkerCommand.Create());
root.Subcommands.Add(EvaluateCommand.Create());
return await root.Parse(args).InvokeAsync();
