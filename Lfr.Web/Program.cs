using Lfr.Web.Hosting;

return await LfrHost.RunAsync(args);
