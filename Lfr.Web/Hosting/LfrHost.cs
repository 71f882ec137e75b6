using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Demo;
using Lfr.Web.Identity;
using Lfr.Web.Settings;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

namespace Lfr.Web.Hosting;

/// <summary>
/// Builds, prepares and runs the web application. The same way in serves <c>Program</c>, the published program and the tests, which run it
/// inside their own process on a free port.
/// </summary>
public static class LfrHost
{
    /// <summary>Exit code where a policy of the installation cannot be used.</summary>
    private const int BadPolicy = 2;

    /// <summary>Exit code of a program that was asked to stop before it had started.</summary>
    private const int Interrupted = 130;

    /// <summary>Runs until the process is asked to stop; returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return args switch
            {
                [CreateAdmin.Verb, .. var given] => await CreateAdminAsync(given),
                [BackUp.Verb, .. var given] => await OnceAsync(VerbWords.Of(given), (app, words) => BackUp.RunAsync(app, words.Bare, Console.Out, CancellationToken.None)),
                [AcceptDatabase.Verb, .. var given] => await OnceAsync(VerbWords.Of(given, "--reason"), (app, words) => AcceptDatabase.RunAsync(app, words, Console.Out, CancellationToken.None)),
                [PrintCodes.Verb, .. var given] => await OnceAsync(VerbWords.Of(given, "--reason", "--without"), (app, words) => PrintCodes.RunAsync(app, words, Console.In, Console.Out, CancellationToken.None)),
                [RecoverAdmin.Verb, .. var given] => await OnceAsync(VerbWords.Of(given, RecoverAdmin.OwnWords), (app, words) => RecoverAdmin.RunAsync(app, words, Console.In, Console.Out, CancellationToken.None)),
                [ImportRecordsVerb.Verb, .. var given] => await ImportRecordsAsync(given),
                [CheckPolicyVerb.Verb, .. var given] => await ImportAsync(() => CheckPolicyVerb.RunAsync(given, Console.Out, Path.Combine(AppContext.BaseDirectory, "policies"))),
                [ImportListVerb.Verb, .. var given] => await ImportListAsync(given),
                [WorkerVerbs.Add, .. var given] => await OnceAsync(VerbWords.Of(given, "--name", "--public-key"), (app, words) => WorkerVerbs.AddAsync(app, words, Console.Out, CancellationToken.None)),
                [WorkerVerbs.Revoke, .. var given] => await OnceAsync(VerbWords.Of(given, "--id", "--reason"), (app, words) => WorkerVerbs.RevokeAsync(app, words, Console.Out, CancellationToken.None)),
                _ => await ServeAsync(args),
            };
        }
        catch (StartRefusedException e)
        {
            await Console.Error.WriteLineAsync($"Lfr cannot start. {e.Message}");
            return e.ExitCode;
        }
        catch (PolicyPackException e)
        {
            await Console.Error.WriteLineAsync($"Lfr cannot start. {e.Message}");
            return BadPolicy;
        }
    }

    private static Task<int> CreateAdminAsync(string[] args)
    {
        var (administrator, settings) = CreateAdmin.Read(args);
        return OnceAsync(VerbWords.Of(settings), (app, _) => new CreateAdmin(app).RunAsync(administrator, Console.In, Console.Out, CancellationToken.None));
    }

    private static Task<int> ImportRecordsAsync(string[] args) =>
        ImportAsync(() => ImportRecordsVerb.RunAsync(args, Console.Out, PreparedAsync, TimeProvider.System));

    private static Task<int> ImportListAsync(string[] args) =>
        ImportAsync(() => ImportListVerb.RunAsync(args, Console.Out, Console.Error, PreparedAsync));

    private static Task PreparedAsync(string[] settings, Func<IServiceProvider, Task> work) => OnceAsync(VerbWords.Of(settings), async (app, _) =>
    {
        await app.PrepareLfrDataAsync(CancellationToken.None);
        await work(app.Services);
    });

    private static async Task<int> ImportAsync(Func<Task> import)
    {
        try
        {
            await import();
            return 0;
        }
        catch (UnreadableFileException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ImportRecordsVerb.Unreadable;
        }
    }

    private static async Task<int> OnceAsync(VerbWords words, Func<WebApplication, VerbWords, Task> work)
    {
        // What a verb answers may be read by a program: the log stands apart from it.
        await using var app = Build(words.Settings, builder => builder.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace));
        SetClock(app);
        await work(app, words);
        return 0;
    }

    private static async Task<int> ServeAsync(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, StopStarting);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, StopStarting);
        await using var app = Build(args);
        SetClock(app);
        try
        {
            await StartAsync(app, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Lfr was asked to stop before it had started, and did. Start it again when you like.");
            return Interrupted;
        }

        // Asked at the very last: nothing of the start looked any more, and the host did not listen for signals yet.
        if (stop.IsCancellationRequested)
            app.Lifetime.StopApplication();
        var demonstration = app.Services.GetRequiredService<LfrOptions>().Demonstration;
        if (demonstration || !Console.IsOutputRedirected)
            await Console.Out.WriteLineAsync(Greeting.For(app.Services.GetRequiredService<WorkerListener>().Public(app.Urls), demonstration));
        await app.WaitForShutdownAsync();
        return 0;

        void StopStarting(PosixSignalContext signal)
        {
            // Otherwise the process ends in the middle of a migration. Once it has started, the host hears the same signal and stops in order.
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    // By the day in UTC: which zone the day is in is what is asked.
    private static void SetClock(WebApplication app) =>
        ForceClock.SetBy(app.Services.GetRequiredService<PolicyLibrary>().InForce(DateOnly.FromDateTime(app.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime)));

    /// <summary>Puts the application together; nothing is opened yet but the data folder.</summary>
    /// <param name="args">Command line: configuration as <c>--Key:Sub value</c>.</param>
    /// <param name="configure">Last word before the application is built, for tests: a clock, a configuration value.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = CreateBuilder(args);
        builder.Logging.ClearProviders();
        configure?.Invoke(builder);
        var options = LfrOptions.Read(builder.Configuration);
        FrameworkSettings.Listen(builder.Configuration, options);

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddLfrHosting(options);
        builder.AddLfrData(options.Database, DataFolder.At(options.DataFolder));
        builder.AddLfrIdentity(options.SignIn);
        builder.AddLfrFeatures();
        builder.AddLfrMails(options.Mail);
        builder.AddLfrStatusFeed(options.StatusFeed);
        builder.AddLfrLive(options.CoHostsWorker);
        builder.AddLfrShell(options.Demonstration, options.Force);
        builder.AddLfrDemonstration();
        builder.AddLfrTelemetry(options.Telemetry);

        var app = builder.Build();
        app.UseLfrAddress();
        app.UseLfrErrors();
        app.UseLfrSecurityHeaders();
        app.UseLfrOrigins();
        app.UseLfrHead();
        app.UseRouting();
        app.UseLfrPublicSite();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.Use(app.Services.GetRequiredService<StaffConnections>().ConnectAsync);
        app.UseOutputCache();
        app.UseAntiforgery();

        app.MapLfrHealth();
        app.MapLfrSecurity();
        app.MapLfrTelemetry();
        app.MapLfrIdentity();
        app.MapLfrFeatures();
        app.MapLfrLive();
        app.MapLfrShell();
        return app;
    }

    private static WebApplicationBuilder CreateBuilder(string[] args)
    {
        try
        {
            return WebApplication.CreateBuilder(new WebApplicationOptions
            {
                Args = args,
                ApplicationName = typeof(LfrHost).Assembly.GetName().Name,
                // Configuration and static files are found beside the program, whatever the working folder is.
                ContentRootPath = AppContext.BaseDirectory,
            });
        }
        catch (InvalidDataException e)
        {
            var reason = e.GetBaseException();
            throw new StartRefusedException($"A configuration file cannot be read. {e.Message} {(reason == e ? "" : reason.Message)}".Trim(), e) { ExitCode = LfrOptions.ExitCode };
        }
    }

    /// <summary>Checks the database, then opens the address.</summary>
    /// <exception cref="StartRefusedException">Something that a person can put right stands in the way.</exception>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellationToken = default)
    {
        var phase = app.Services.GetRequiredService<StartPhase>();
        var options = app.Services.GetRequiredService<LfrOptions>();
        app.Services.GetRequiredService<DataFolderLock>().Take();
        await app.PrepareLfrDataAsync(cancellationToken);
        await app.PrepareLfrIdentityAsync(options.Demonstration, cancellationToken);
        await app.PrepareLfrDemonstrationAsync(cancellationToken);
        try
        {
            await app.StartAsync(cancellationToken);
            phase.Ended = true;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new StartRefusedException(
                $"The address {options.Urls} is already in use by another program. Stop that program, or choose another address with LFR_URLS.", e);
        }
        catch (Exception e) when (e is IOException or SocketException or CryptographicException
            || e.Source?.StartsWith("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal) == true)
        {
            throw new StartRefusedException(
                $"Lfr cannot listen: {e.Message.Split('\n')[0].TrimEnd('.', '\r')}. Its addresses come from LFR_URLS ({options.Urls}), or from " +
                "Kestrel:Endpoints where that is set; the certificate for https:// from Kestrel:Certificates:Default.", e);
        }
        finally
        {
            // The watches began before the address could be opened; they end before what they work with goes.
            if (!phase.Ended)
                await app.StopAsync(CancellationToken.None);
        }
    }
}
