using Lfr.Inference.Children;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Components;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Administration;
using Lfr.Web.Features.Deployments;
using Lfr.Web.Features.Deployments.Tiles;
using Lfr.Web.Features.Home;
using Lfr.Web.Features.Home.Mails;
using Lfr.Web.Features.Notices;
using Lfr.Web.Features.PublicSite;
using Lfr.Web.Features.Watchlists;
using Lfr.Web.Features.Watchlists.Api;
using Lfr.Web.Features.Watchlists.Import;
using Lfr.Web.Features.Watchlists.Photographs;
using Lfr.Web.Features.Watchlists.Status;
using Lfr.Web.Identity;
using Lfr.Web.Mails;
using Lfr.Web.Settings;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Lfr.Web.Hosting;

/// <summary>
/// Registers what the features need. Every class in a <c>Commands</c> or <c>Queries</c> namespace of a feature is registered by that: adding one
/// is adding a file.
/// </summary>
public static class FeatureRegistration
{
    /// <summary>Adds policies, rules' dossiers, the vault, and all commands and queries.</summary>
    public static void AddLfrFeatures(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(_ => PolicyLibrary.Load(Path.Combine(AppContext.BaseDirectory, "policies")));
        builder.Services.AddPublicCache();
        builder.Services.AddSingleton<KeyFolder>();
        builder.Services.AddSingleton<RememberedHead>();
        builder.Services.AddSingleton<HeadKeeper>();
        builder.Services.AddHostedService(services => services.GetRequiredService<HeadKeeper>());
        builder.Services.AddSingleton<AcceptDatabase>();
        builder.Services.AddSingleton<PrintCodes>();
        builder.Services.AddSingleton<RecoverAdmin>();
        builder.Services.AddSingleton<ClockSteps>();
        builder.Services.AddSingleton<UnconfirmedTime>();
        builder.Services.AddSingleton<NoteClockStep>();
        builder.Services.AddSingleton<ConfirmTime>();
        builder.Services.AddSingleton<BiometricVault>();
        builder.Services.AddSingleton<SplitKeys>();
        builder.Services.AddSingleton<PurgeProof>();
        builder.Services.AddSingleton<ListRows>();
        builder.Services.AddSingleton<ListTexts>();
        builder.Services.AddSingleton<DossierReader>();
        builder.Services.AddSingleton<YearReader>();
        builder.Services.AddSingleton<UrgentWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<UrgentWatch>());
        builder.Services.AddSingleton<CameraPasswords>();
        builder.Services.AddSingleton<CameraTrials>();
        builder.Services.AddSingleton(services => new CameraAddresses(services.GetRequiredService<LfrOptions>().Demonstration));
        builder.Services.AddSingleton(services => new Enrolment(services.GetRequiredService<LfrPaths>(), new PictureDecoder(services.GetRequiredService<LfrOptions>().PicturesAtOnce)));
        builder.Services.AddSingleton(services => new FacelessPictures(services.GetRequiredService<LfrPaths>(), new PictureDecoder(1)));
        builder.Services.AddSingleton(services => new MapTiles(services.GetRequiredService<LfrOptions>().Tiles));
        builder.Services.AddTransient<ListImport>();
        builder.Services.AddSingleton<ImportFiles>();
        builder.Services.AddSingleton<RunningImports>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RunningImports>());
        builder.Services.AddTransient<BeginImport>();
        builder.Services.AddTransient<ProposeChecked>();
        builder.Services.AddTransient<PauseImport>();
        builder.Services.AddTransient<GoOnWithImport>();
        builder.Services.AddTransient<StopImport>();
        builder.Services.AddTransient<PutImportAway>();
        builder.Services.AddTransient<ReadImportRows>();
        builder.Services.AddTransient<OnceOnly>();
        builder.Services.AddOpenApi("v1", document => document.ShouldInclude = described => described.RelativePath?.StartsWith(LfrRoutes.Api.TrimStart('/'), StringComparison.Ordinal) == true);
        builder.Services.AddTransient<ImportFindings>();
        builder.Services.AddSingleton<GalleryReader>();
        builder.Services.AddSingleton<Lookalikes>();
        builder.Services.AddSingleton<NeedsCount>();
        builder.Services.AddScoped<INeedsCount, ReaderNeeds>();
        builder.Services.AddScoped<ConfirmWithCode>(services => async (code, cancel) =>
            await services.GetRequiredService<ConfirmSecondFactor>().RunAsync(await services.GetRequiredService<CurrentActor>().GetAsync(cancel), code, cancel));
        var intents = typeof(FeatureRegistration).Assembly.GetTypes().Where(t =>
            t is { IsClass: true, IsAbstract: false, IsPublic: true } && !typeof(Delegate).IsAssignableFrom(t)
            && t.Namespace is { } space && space.StartsWith("Lfr.Web.Features.", StringComparison.Ordinal)
            && (space.EndsWith(".Commands", StringComparison.Ordinal) || space.EndsWith(".Queries", StringComparison.Ordinal))
            // What they return are records: values, not services.
            && t.GetMethod("<Clone>$") is null);
        foreach (var intent in intents)
            builder.Services.AddTransient(intent);
    }

    /// <summary>Tells people by e-mail of what needs them, where the force has named its mail server.</summary>
    public static void AddLfrMails(this WebApplicationBuilder builder, MailOptions? options)
    {
        if (options is null)
            return;
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<MailSender>();
        builder.Services.AddSingleton<MailWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<MailWatch>());
    }

    /// <summary>Asks whether listed people are still sought, where the force has named who knows.</summary>
    public static void AddLfrStatusFeed(this WebApplicationBuilder builder, StatusFeedOptions? options)
    {
        if (options?.Address is not null)
            builder.Services.AddSingleton<IStatusSource>(services => new HttpStatusSource(options, services.GetRequiredService<TimeProvider>()));
        else if (options?.File is not null)
            builder.Services.AddSingleton<IStatusSource>(services => new CsvStatusSource(options, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddTransient<AskStatuses>();
        builder.Services.AddTransient<ReadStatusLooks>();
        builder.Services.AddSingleton(services => new StatusWatch(
            services.GetRequiredService<AskStatuses>(), options?.Interval, services.GetRequiredService<IDbContextFactory<LfrDbContext>>(), services.GetRequiredService<DossierReader>(),
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<StatusWatch>>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<StatusWatch>());
    }

    /// <summary>Maps endpoints of features that are not pages.</summary>
    public static void MapLfrFeatures(this WebApplication app)
    {
        DeploymentTable.Map(app);
        StaffCalendar.Map(app);
        WatchlistEndpoints.Map(app);
        ImportEndpoint.Map(app);
        ListApi.Map(app);
        app.MapOpenApi("/administration/api/{documentName}.json").AddEndpointFilter(async (context, next) =>
            Permissions.ManageSystems.IsSeenBy(await context.HttpContext.RequestServices.GetRequiredService<CurrentActor>().GetAsync(context.HttpContext.RequestAborted))
                ? await next(context)
                : Results.StatusCode(StatusCodes.Status403Forbidden));
        SignPictureEndpoint.Map(app);
        CameraViewEndpoint.Map(app);
        MapEndpoint.Map(app);
        PlanPictureEndpoint.Map(app);
        MapTileEndpoint.Map(app);
        app.MapNoticeFeeds();
        app.MapNoticeSheets();
        app.MapSitemap();
        app.MapOpenNotices();
        app.MapOpenData();
    }
}
