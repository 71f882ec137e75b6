using Lfr.Shared.Alerts;
using Lfr.Shared.Assessments;
using Lfr.Shared.Audit;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Notices;
using Lfr.Shared.Records;
using Lfr.Shared.Records.AsPublished;
using Lfr.Shared.Watchlists;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Lfr.Web.Data;

/// <summary>The database. One model, two providers, each with its own migrations. Pages never see it: commands and queries do.</summary>
public abstract class LfrDbContext(DbContextOptions options) : IdentityDbContext<LfrUser, IdentityRole<Guid>, Guid>(options)
{
    /// <summary>Deployments.</summary>
    public DbSet<Deployment> Deployments => Set<Deployment>();

    /// <summary>Notices.</summary>
    public DbSet<Notice> Notices => Set<Notice>();

    /// <summary>Watchlists.</summary>
    public DbSet<Watchlist> Watchlists => Set<Watchlist>();

    /// <summary>Entries of watchlists.</summary>
    public DbSet<WatchlistEntry> Entries => Set<WatchlistEntry>();

    /// <summary>Who compiled and who approved entries.</summary>
    public DbSet<EntryHand> EntryHands => Set<EntryHand>();

    /// <summary>What public notices say now, to be searched.</summary>
    public DbSet<AnnouncedUse> AnnouncedUses => Set<AnnouncedUse>();

    /// <summary>Which approvers have which entries open.</summary>
    public DbSet<EntryClaim> EntryClaims => Set<EntryClaim>();

    /// <summary>Samples that authorising officers drew from lists.</summary>
    public DbSet<ListSample> ListSamples => Set<ListSample>();

    /// <summary>Criteria that authorising officers approve for lists.</summary>
    public DbSet<ListCriteria> ListCriteria => Set<ListCriteria>();

    /// <summary>Assessments that are written in Lfr.</summary>
    public DbSet<AssessmentDocument> AssessmentDocuments => Set<AssessmentDocument>();

    /// <summary>Breaks that approvers were asked for.</summary>
    public DbSet<SignOffBreak> SignOffBreaks => Set<SignOffBreak>();

    /// <summary>Imports of lists from files.</summary>
    public DbSet<ImportJob> ImportJobs => Set<ImportJob>();

    /// <summary>What became of the rows of imports.</summary>
    public DbSet<ImportRow> ImportRows => Set<ImportRow>();

    /// <summary>What sources said about who is still sought.</summary>
    public DbSet<StatusLook> StatusLooks => Set<StatusLook>();

    /// <summary>Alerts.</summary>
    public DbSet<Alert> Alerts => Set<Alert>();

    /// <summary>Records.</summary>
    public DbSet<DeploymentRecord> Records => Set<DeploymentRecord>();

    /// <summary>Uses of which Lfr knows only what the force published.</summary>
    public DbSet<PublishedUse> PublishedUses => Set<PublishedUse>();

    /// <summary>Which headings forces have in their tables of past uses.</summary>
    public DbSet<ForceColumnMap> ColumnMaps => Set<ForceColumnMap>();

    /// <summary>The ten trials of 2016 to 2019; nothing writes them but a migration.</summary>
    public DbSet<Trial> Trials => Set<Trial>();

    /// <summary>Encrypted pictures and templates.</summary>
    public DbSet<BiometricBlob> Blobs => Set<BiometricBlob>();

    /// <summary>Wrapped keys of biometrics.</summary>
    public DbSet<BiometricKey> BiometricKeys => Set<BiometricKey>();

    /// <summary>Proofs of what was destroyed.</summary>
    public DbSet<PurgeReceipt> PurgeReceipts => Set<PurgeReceipt>();

    /// <summary>The audit log.</summary>
    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();

    /// <summary>What events of the audit log vouch for.</summary>
    public DbSet<AuditCover> AuditCovers => Set<AuditCover>();

    /// <summary>Whose entries were looked at.</summary>
    public DbSet<AuditLook> AuditLooks => Set<AuditLook>();

    /// <summary>What workers counted.</summary>
    public DbSet<WorkerFaceCounts> FaceCounts => Set<WorkerFaceCounts>();

    /// <summary>Which worker runs which licence.</summary>
    public DbSet<WorkerAssignment> Assignments => Set<WorkerAssignment>();

    /// <summary>Which workers may sign in.</summary>
    public DbSet<RegisteredWorker> RegisteredWorkers => Set<RegisteredWorker>();

    /// <summary>Orders to workers to compare somebody no longer.</summary>
    public DbSet<Withdrawal> Withdrawals => Set<Withdrawal>();

    /// <summary>Passes that raised no alert because they repeat one.</summary>
    public DbSet<AlertRepeat> AlertRepeats => Set<AlertRepeat>();

    /// <summary>Browsers that are or were signed in.</summary>
    public DbSet<StaffSession> Sessions => Set<StaffSession>();

    /// <summary>Whom Lfr tells by e-mail of what.</summary>
    public DbSet<TaskMail> TaskMails => Set<TaskMail>();

    /// <summary>What was asked for accounts and needs a second administrator.</summary>
    public DbSet<AccountGrant> AccountGrants => Set<AccountGrant>();

    /// <summary>Other systems that may talk to Lfr.</summary>
    public DbSet<SystemClient> SystemClients => Set<SystemClient>();

    /// <summary>What other systems asked, and how it was answered.</summary>
    public DbSet<SystemCall> SystemCalls => Set<SystemCall>();

    /// <summary>Links with which people choose their first password.</summary>
    public DbSet<Invitation> Invitations => Set<Invitation>();

    /// <summary>Codes that were printed at the installation.</summary>
    public DbSet<InstallationCode> InstallationCodes => Set<InstallationCode>();

    /// <summary>Cameras of the force.</summary>
    public DbSet<RegisteredCamera> RegisteredCameras => Set<RegisteredCamera>();

    /// <summary>Where those cameras look.</summary>
    public DbSet<CameraStill> CameraStills => Set<CameraStill>();

    /// <summary>Authenticator apps of accounts.</summary>
    public DbSet<AuthenticatorApp> AuthenticatorApps => Set<AuthenticatorApp>();

    /// <summary>Recovery codes that were not used yet.</summary>
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    /// <summary>Views that people saved for themselves.</summary>
    public DbSet<SavedView> SavedViews => Set<SavedView>();

    /// <summary>Pictures of signs on the street.</summary>
    public DbSet<SignPicture> SignPictures => Set<SignPicture>();

    /// <summary>Pictures on which maps are drawn.</summary>
    public DbSet<PlanPicture> PlanPictures => Set<PlanPicture>();

    /// <summary>Notices in other languages, as files.</summary>
    public DbSet<NoticeFile> NoticeFiles => Set<NoticeFile>();

    /// <summary>Addresses of staff calendars.</summary>
    public DbSet<CalendarAddress> CalendarAddresses => Set<CalendarAddress>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        DomainMappings.Apply(builder);
        PastUseMappings.Apply(builder);
        AssessmentMappings.Apply(builder);
        CameraMappings.Apply(builder);
        NoticeFileMappings.Apply(builder);
    }
}

/// <summary>The database as SQLite: embedded, the default.</summary>
public sealed class SqliteLfrDbContext(DbContextOptions<SqliteLfrDbContext> options) : LfrDbContext(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite has no time type that sorts; UTC ticks do, exactly.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
    }

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(t => t.UtcTicks, t => new DateTimeOffset(t, TimeSpan.Zero));
}

/// <summary>The database as SQL Server: for production.</summary>
public sealed class SqlServerLfrDbContext(DbContextOptions<SqlServerLfrDbContext> options) : LfrDbContext(options);
