using System.CommandLine;
using Lfr.Inference.Children;
using Lfr.Inference.Evaluation;
using Lfr.Inference.Hosting;
using Lfr.Inference.Models;

// The child that decodes pictures lives for one picture: it loads nothing that it does not need.
if (args is [DecodingLoop.Verb])
    return DecodingLoop.Run();
return await CommandLineAsync(args);

static Task<int> CommandLineAsync(string[] args)
{
    var root = new RootCommand("Lfr's engine: live facial recognition that runs only under a licence.");
    root.Subcommands.Add(ModelsCommand.Create());
    root.Subcommands.Add(WorkerCommand.Create());
    root.Subcommands.Add(EvaluateCommand.Create());
    return root.Parse(args).InvokeAsync();
}
