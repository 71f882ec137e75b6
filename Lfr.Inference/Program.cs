using System.CommandLine;
using Lfr.Inference.Models;

var root = new RootCommand("Lfr's engine: live facial recognition that runs only under a licence.");
root.Subcommands.Add(ModelsCommand.Create());
return await root.Parse(args).InvokeAsync();
