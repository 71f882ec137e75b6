using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lfr.Inference.Hosting;

/// <summary>The command line's <c>worker</c>: an engine of its own, in a van or beside a camera. <see cref="StopKey"/> stops what runs on it.</summary>
public static class WorkerCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var hub = new Option<string>("--hub") { Description = "Address of the web's worker hub, such as https://lfr.example/hubs/worker.", Required = true };
        var publicKey = new Option<FileInfo>("--public-key") { Description = "The web's public key (licence.public.pem); only its licences are believed.", Required = true };
        var name = new Option<string>("--name") { Description = "Name for people, such as Van 2.", DefaultValueFactory = _ => Environment.MachineName };
        var data = new Option<string>("--data") { Description = "Folder for the worker's key and waiting alerts.", DefaultValueFactory = _ => ".data/worker" };
        var models = new Option<string?>("--models") { Description = "The models folder. Default: LFR_MODELS, or the nearest .models upward." };
        var demo = new Option<string?>("--demo-films") { Description = "Folder of the demonstration's films." };
        var command = new Command("worker", "Connect to the web and run the licences it grants.") { hub, publicKey, name, data, models, demo };
        command.SetAction((parsed, cancellationToken) =>
        {
            var pemFile = parsed.GetValue(publicKey)!;
            if (Problem(parsed.GetValue(hub)!, pemFile) is { } problem)
            {
                parsed.InvocationConfiguration.Error.WriteLine(problem);
                return Task.FromResult(1);
            }

            return RunAsync(
                options =>
                {
                    options.HubUrl = () => new Uri(parsed.GetValue(hub)!);
                    options.LicencePublicKey = () => ReadOrNull(pemFile);
                    options.Name = parsed.GetValue(name)!;
                    options.DataFolder = parsed.GetValue(data)!;
                    options.ModelsFolder = parsed.GetValue(models);
                    options.DemoFolder = parsed.GetValue(demo);
                },
                cancellationToken);
        });
        return command;
    }

    private static string? Problem(string hub, FileInfo publicKey)
    {
        if (!Uri.TryCreate(hub, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
            return "The address of the hub must begin with https:// (or http:// on the same machine).";
        return publicKey.Exists ? null : $"The web's public key, {publicKey.Name}, does not exist.";
    }

    private static string? ReadOrNull(FileInfo file) => File.Exists(file.FullName) ? File.ReadAllText(file.FullName).Trim() : null;

    private static async Task<int> RunAsync(Action<WorkerOptions> configure, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.AddLfrWorker(configure);
        builder.Services.AddHostedService<StopKey>();
        using var host = builder.Build();
        await host.RunAsync(cancellationToken);
        return 0;
    }
}
