using Lfr.Shared;
using Lfr.Shared.Alerts;
using Lfr.Shared.Audit;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Notices;
using Lfr.Shared.Records;
using Lfr.Shared.Records.AsPublished;
using Lfr.Shared.Watchlists;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Lfr.Web.Data;

/// <summary>How the domain lies in tables. The domain knows nothing of it.</summary>
internal static class DomainMappings
{
    /// <summary>Applies all mappings.</summary>
    public static void Apply(ModelBuilder model)
    {
        model.Entity<LfrUser>(user =>
        {
            user.Property(u => u.DisplayName).HasMaxLength(200);
            user.Property(u => u.Rank).HasConversion<string>().HasMaxLength(40);
            user.Property(u => u.Revision).IsConcurrencyToken();
            user.Property(u => u.ForceNumber).HasMaxLength(Particulars.LongestForceNumber);
            user.Property(u => u.Unit).HasMaxLength(Particulars.LongestUnit);
            user.Property(u => u.Training).AsJson();
            user.Property(u => u.SearchText).HasMaxLength(700);
            user.Property(u => u.Mails).HasConversion<string>().HasMaxLength(20).HasDefaultValue(MailChoice.AtOnce);
            user.Ignore(u => u.Particulars);
            user.HasIndex(u => u.SearchText);
        });
        model.Entity<StaffSession>(session =>
        {
            session.ToTable("StaffSessions");
            session.Property(s => s.Id).HasMaxLength(64).ValueGeneratedNever();
            session.Property(s => s.Source).HasMaxLength(64);
            session.Property(s => s.Browser).HasMaxLength(100);
            session.Property(s => s.EndedBecause).HasConversion<string>().HasMaxLength(40);
            session.HasIndex(s => s.AccountId);
            session.HasIndex(s => s.EndedAt);
        });
        model.Entity<TaskMail>(mail =>
        {
            mail.ToTable("TaskMails");
            mail.Property(m => m.Id).ValueGeneratedNever();
            mail.Property(m => m.Key).HasMaxLength(TaskMail.LongestKey);
            mail.Property(m => m.Sentence).HasMaxLength(300);
            mail.Property(m => m.Path).HasMaxLength(300);
            mail.Property(m => m.LastFailure).HasMaxLength(200);
            mail.HasIndex(m => new { m.OverAt, m.SentAt });
            mail.HasIndex(m => m.AccountId);
        });
        model.Entity<AccountGrant>(grant =>
        {
            Root(grant, "AccountGrants");
            grant.Property(g => g.Duty).HasMaxLength(40);
            grant.Property(g => g.Rank).HasConversion<string>().HasMaxLength(40);
            grant.Property(g => g.AskedBy).AsJson();
            grant.Property(g => g.DecidedBy).AsJson();
            grant.Property(g => g.Acting).AsJson();
            grant.Property(g => g.EndedBy).AsJson();
            grant.HasIndex(g => g.ActingUntil);
            grant.HasIndex(g => g.AccountId);
            grant.HasIndex(g => new { g.Confirmed, g.LapsesAt });
        });
        model.Entity<SystemClient>(client =>
        {
            Root(client, "SystemClients");
            client.Property(c => c.Name).HasMaxLength(SystemClient.LongestName);
            client.Property(c => c.ResponsibleName).HasMaxLength(200);
            client.Property(c => c.Scopes).AsJson();
            client.Property(c => c.Networks).AsJson();
            client.Property(c => c.AskedBy).AsJson();
            client.Property(c => c.ConfirmedBy).AsJson();
            client.Property(c => c.RevokedBy).AsJson();
            client.Property(c => c.HandedTo).AsJson();
            client.Property(c => c.AnsweredBefore).AsJson();
            client.Property(c => c.SecretHash).HasMaxLength(64);
            client.Ignore(c => c.Signs);
        });
        model.Entity<SystemCall>(call =>
        {
            call.ToTable("SystemCalls").HasKey(c => new { c.ClientId, c.Key });
            call.Property(c => c.Key).HasMaxLength(SystemCall.LongestKey);
            call.Property(c => c.AskedHash).HasMaxLength(64);
            call.Property(c => c.Location).HasMaxLength(200);
        });
        model.Entity<InstallationCode>(code =>
        {
            Root(code, "InstallationCodes");
            code.Property(c => c.Hash).HasMaxLength(64);
            code.Property(c => c.Keeper).HasMaxLength(InstallationCode.LongestKeeper).HasDefaultValue("");
            code.Property(c => c.UsedBy).AsJson();
        });
        model.Entity<Invitation>(invitation =>
        {
            invitation.ToTable("Invitations");
            invitation.Property(i => i.Id).ValueGeneratedNever();
            invitation.Property(i => i.KeyHash).HasMaxLength(64);
            invitation.Property(i => i.MadeBy).AsJson();
            invitation.Property(i => i.EndedBecause).HasConversion<string>().HasMaxLength(40);
            invitation.HasIndex(i => i.KeyHash).IsUnique();
            invitation.HasIndex(i => i.AccountId);
        });
        model.Entity<SavedView>(view =>
        {
            view.ToTable("SavedViews");
            view.Property(v => v.Id).ValueGeneratedNever();
            view.Property(v => v.Name).HasMaxLength(SavedView.LongestName);
            view.Property(v => v.Address).HasMaxLength(SavedView.LongestAddress);
            view.HasIndex(v => new { v.AccountId, v.Name }).IsUnique();
        });
        model.Entity<CalendarAddress>(address =>
        {
            address.ToTable("CalendarAddresses").HasKey(a => a.AccountId);
            address.Property(a => a.AccountId).ValueGeneratedNever();
            address.Property(a => a.KeyHash).HasMaxLength(64);
            address.HasIndex(a => a.KeyHash).IsUnique();
        });
        SecondFactorMappings.Apply(model);
        SignOffMappings.Apply(model);
        PictureMappings.Apply(model);
        ImportMappings.Apply(model);
        model.Entity<Deployment>(Map);
        model.Entity<Notice>(Map);
        model.Entity<AnnouncedUse>(use =>
        {
            use.ToTable("AnnouncedUses").HasKey(u => u.NoticeId);
            use.Property(u => u.NoticeId).ValueGeneratedNever();
            use.HasIndex(u => u.Ends);
            use.HasIndex(u => u.ChangedAt);
            use.HasOne<Notice>().WithOne().HasForeignKey<AnnouncedUse>(u => u.NoticeId);
        });
        model.Entity<Watchlist>(Map);
        model.Entity<WatchlistEntry>(Map);
        model.Entity<EntryHand>(hand =>
        {
            hand.ToTable("EntryHands").HasKey(h => new { h.EntryId, h.Part, h.UserId });
            hand.Property(h => h.Part).HasConversion<string>().HasMaxLength(20);
            hand.HasIndex(h => new { h.DeploymentId, h.Part, h.UserId });
            hand.HasOne<WatchlistEntry>().WithMany().HasForeignKey(h => h.EntryId);
        });
        model.Entity<Alert>(Map);
        model.Entity<DeploymentRecord>(Map);
        model.Entity<AuditEvent>(Map);
        model.Entity<AuditCover>(cover =>
        {
            cover.ToTable("AuditCovers").HasKey(c => new { c.Number, c.Key });
            cover.Property(c => c.Key).HasMaxLength(80);
            cover.Property(c => c.Hash).HasMaxLength(100);
            // With every command: what the log says last of the actor's account.
            cover.HasIndex(c => new { c.Key, c.Number });
        });
        model.Entity<AuditLook>(look =>
        {
            look.ToTable("AuditLooks").HasKey(l => new { l.Number, l.EntryId });
            look.HasIndex(l => new { l.EntryId, l.Number });
        });
        model.Entity<BiometricBlob>(blob =>
        {
            blob.ToTable("BiometricBlobs");
            blob.Property(b => b.Id).ValueGeneratedNever();
            blob.Property(b => b.Kind).HasConversion<string>().HasMaxLength(40);
            // With the kind, so that whoever reads templates passes no photograph.
            blob.HasIndex(b => new { b.DeploymentId, b.Kind, b.KeyId });
            blob.HasIndex(b => b.KeyId);
        });
        model.Entity<WorkerFaceCounts>(tally =>
        {
            tally.ToTable("FaceCountings").HasKey(t => new { t.LicenceId, t.WorkerId, t.CountingId });
            tally.Property(t => t.Before).AsJson();
            tally.Property(t => t.Current).AsJson();
            tally.Ignore(t => t.Total);
        });
        model.Entity<WorkerAssignment>(assignment =>
        {
            assignment.ToTable("WorkerAssignments").HasKey(a => a.LicenceId);
            assignment.Property(a => a.LicenceId).ValueGeneratedNever();
            assignment.Property(a => a.WorkerName).HasMaxLength(200);
            // Both hold in the database, whatever two transactions do at once: one run of a worker, one of a deployment.
            assignment.HasIndex(a => a.WorkerId).IsUnique().HasFilter("EndedAt IS NULL").HasDatabaseName("IX_WorkerAssignments_RunningWorker");
            assignment.HasIndex(a => a.DeploymentId).IsUnique().HasFilter("EndedAt IS NULL").HasDatabaseName("IX_WorkerAssignments_RunningDeployment");
            assignment.HasIndex(a => new { a.DeploymentId, a.Generation }).IsUnique();
        });
        model.Entity<RegisteredWorker>(worker =>
        {
            worker.ToTable("RegisteredWorkers");
            worker.Property(w => w.Id).ValueGeneratedNever();
            worker.Property(w => w.Name).HasMaxLength(RegisteredWorker.LongestName);
            worker.Property(w => w.PublicKey).HasMaxLength(200);
            worker.Property(w => w.RegisteredBy).HasMaxLength(200);
            worker.Property(w => w.RevokedBy).HasMaxLength(200);
        });
        model.Entity<Withdrawal>(withdrawal =>
        {
            withdrawal.ToTable("Withdrawals").HasKey(w => new { w.LicenceId, w.EntryId });
            withdrawal.HasIndex(w => w.ConfirmedAt);
        });
        model.Entity<AlertRepeat>(repeat =>
        {
            repeat.ToTable("AlertRepeats");
            repeat.Property(r => r.Id).ValueGeneratedNever();
            repeat.Property(r => r.CameraName).HasMaxLength(200);
            repeat.HasIndex(r => new { r.AlertId, r.At });
        });
        model.Entity<BiometricKey>(key =>
        {
            key.ToTable("BiometricKeys");
            key.Property(k => k.Id).ValueGeneratedNever();
            key.Property(k => k.Scope).HasConversion<string>().HasMaxLength(40);
            key.HasIndex(k => new { k.Scope, k.SubjectId }).IsUnique();
            key.HasIndex(k => k.DeploymentId);
        });
        model.Entity<PurgeReceipt>(receipt =>
        {
            receipt.ToTable("PurgeReceipts").HasKey(r => r.KeyId);
            receipt.Property(r => r.KeyId).ValueGeneratedNever();
            receipt.Property(r => r.Kind).HasConversion<string>().HasMaxLength(40);
            receipt.Property(r => r.ByName).HasMaxLength(200);
            receipt.Property(r => r.KeyFingerprint).HasMaxLength(64);
            receipt.PrimitiveCollection(r => r.Items);
            receipt.Property(r => r.Destroyed).AsJson();
            receipt.Ignore(r => r.InTime).Ignore(r => r.IsProven);
            receipt.HasIndex(r => r.DeploymentId);
            receipt.HasIndex(r => r.Remaining);
        });
        model.Entity<PublishedUse>(use =>
        {
            use.ToTable("PublishedUses");
            use.Property(u => u.Id).ValueGeneratedNever();
            use.Property(u => u.Source).HasMaxLength(400);
            use.Property(u => u.Figures).AsJson();
            use.Property(u => u.Findings).AsJson();
            use.Property(u => u.ImportedBy).AsJson();
            use.Property(u => u.Replaced).AsJson();
            use.HasIndex(u => u.Day);
        });
        model.Entity<Trial>(trial =>
        {
            trial.ToTable("Trials").HasKey(t => t.Number);
            trial.Property(t => t.Number).ValueGeneratedNever();
            trial.Property(t => t.Reference).HasMaxLength(40);
            trial.HasIndex(t => t.Reference).IsUnique();
            trial.Property(t => t.Name).HasMaxLength(200);
            trial.Property(t => t.Force).HasMaxLength(200);
            trial.Property(t => t.Facts).AsJson();
            trial.Ignore(t => t.When).Ignore(t => t.Source).Ignore(t => t.Figures);
            trial.HasIndex(t => t.FirstDay);
        });
    }

    private static void Map(EntityTypeBuilder<Deployment> deployment)
    {
        Root(deployment, "Deployments");
        deployment.Property(d => d.Reference).HasMaxLength(40);
        deployment.HasIndex(d => d.Reference).IsUnique();
        deployment.HasIndex(d => new { d.Year, d.Number });
        deployment.Property(d => d.State).HasConversion<string>().HasMaxLength(40);
        deployment.Property(d => d.PolicyId).HasMaxLength(80);
        deployment.Property(d => d.PolicyHash).HasMaxLength(64);
        deployment.HasIndex(d => d.Starts);
        deployment.HasIndex(d => d.State);
        deployment.Property(d => d.Plan).AsJson();
        deployment.Property(d => d.PlannedBy).AsJson();
        deployment.Property(d => d.SubmittedBy).AsJson();
        deployment.Property(d => d.Decisions).AsJson();
        deployment.Property(d => d.Urgency).AsJson();
        deployment.Property(d => d.Postponements).AsJson();
        deployment.Property(d => d.Handovers).AsJson();
        deployment.Property(d => d.Cancellation).AsJson();
        deployment.Property(d => d.Runs).AsJson();
        deployment.Property(d => d.Purge).AsJson();
        deployment.Property(d => d.Signs).AsJson();
        deployment.Ignore(d => d.AwaitsCountersignature).Ignore(d => d.Authority).Ignore(d => d.Planner).Ignore(d => d.LastHandover).Ignore(d => d.CurrentRun).Ignore(d => d.EndedAt).Ignore(d => d.Hold).Ignore(d => d.FalseAlertDecision);
    }

    private static void Map(EntityTypeBuilder<Notice> notice)
    {
        Root(notice, "Notices");
        notice.HasIndex(n => n.DeploymentId).IsUnique();
        notice.Property(n => n.State).HasConversion<string>().HasMaxLength(40);
        notice.Property(n => n.Draft).AsJson();
        notice.Property(n => n.Versions).AsJson();
        NoticeFileMappings.Apply(notice.Ignore(n => n.Current)).Property(n => n.Told).AsJson();
    }

    private static void Map(EntityTypeBuilder<Watchlist> watchlist)
    {
        Root(watchlist, "Watchlists");
        watchlist.HasIndex(w => w.DeploymentId).IsUnique();
        watchlist.Property(w => w.State).HasConversion<string>().HasMaxLength(40);
        watchlist.Property(w => w.Seal).AsJson();
        watchlist.Property(w => w.BrokenSeals).AsJson();
    }

    private static void Map(EntityTypeBuilder<WatchlistEntry> entry)
    {
        Root(entry, "WatchlistEntries");
        entry.Property(e => e.Reference).HasMaxLength(40);
        entry.HasIndex(e => new { e.DeploymentId, e.Reference }).IsUnique();
        entry.Property(e => e.State).HasConversion<string>().HasMaxLength(40);
        entry.Property(e => e.Category).HasConversion<string>().HasMaxLength(40);
        entry.Property(e => e.TemplateHash).HasMaxLength(64);
        entry.Property(e => e.ListedAge).HasConversion<string>().HasMaxLength(40);
        entry.Property(e => e.EmbedderHash).HasMaxLength(64);
        entry.Property(e => e.LastVerdict).HasConversion<string>().HasMaxLength(40);
        // Everything that a list of 20,000 is filtered, sorted, counted and queued by: these queries read the index and no entry.
        entry.HasIndex(e => new { e.DeploymentId, e.State, e.Category, e.ImageTakenOn, e.ListedAsChild, e.IsVulnerable, e.IsUnconvictedCustody, e.Reference, e.TemplateHash, e.Revision, e.Id }).HasDatabaseName("IX_WatchlistEntries_List");
        // Scrolled to anywhere in the order of references.
        entry.HasIndex(e => new { e.DeploymentId, e.Reference, e.State, e.Id }).HasDatabaseName("IX_WatchlistEntries_InOrder");
        // Whether anything changed, which is asked with every page.
        entry.HasIndex(e => new { e.DeploymentId, e.Revision });
        entry.HasIndex(e => new { e.DeploymentId, e.State, e.StatusVerifiedAt });
        entry.HasIndex(e => new { e.DeploymentId, e.DecidedBy, e.DecidedAt });
        entry.Property(e => e.Details).AsJson();
        entry.Property(e => e.Photograph).AsJson();
        entry.Property(e => e.Compilations).AsJson();
        entry.Property(e => e.Decisions).AsJson();
        entry.Property(e => e.Suspensions).AsJson();
        entry.Property(e => e.ReturnedAs).AsJson();
        entry.Property(e => e.HandedOn).AsJson();
        entry.Ignore(e => e.CompilerIds).Ignore(e => e.ApproverIds).Ignore(e => e.Suspension).Ignore(e => e.CompiledBy).Ignore(e => e.CurrentApprovals).Ignore(e => e.IsChild);
    }

    private static void Map(EntityTypeBuilder<Alert> alert)
    {
        Root(alert, "Alerts");
        alert.HasIndex(a => new { a.DeploymentId, a.Sequence }).IsUnique();
        alert.Property(a => a.CameraName).HasMaxLength(200);
        alert.Property(a => a.EntryReference).HasMaxLength(40);
        alert.Property(a => a.Category).HasConversion<string>().HasMaxLength(40);
        alert.Property(a => a.State).HasConversion<string>().HasMaxLength(40);
        alert.Property(a => a.Result).HasConversion<string>().HasMaxLength(40);
        alert.HasIndex(a => new { a.DeploymentId, a.State, a.Result });
        alert.HasIndex(a => new { a.DeploymentId, a.SecondsToAnswer });
        alert.Property(a => a.Evidence).AsJson();
        alert.Property(a => a.ClaimedBy).AsJson();
        alert.Property(a => a.Adjudications).AsJson();
        alert.Property(a => a.StatusChecks).AsJson();
        alert.Property(a => a.DispatchedBy).AsJson();
        alert.Property(a => a.Engagements).AsJson();
        alert.Ignore(a => a.Answers).Ignore(a => a.Reports).Ignore(a => a.Adjudication).Ignore(a => a.Engagement).Ignore(a => a.KnownFate).Ignore(a => a.IsResolved);
    }

    private static void Map(EntityTypeBuilder<DeploymentRecord> record)
    {
        Root(record, "DeploymentRecords");
        record.HasIndex(r => r.DeploymentId).IsUnique();
        record.Property(r => r.Draft).AsJson();
        record.Property(r => r.Versions).AsJson();
        record.Ignore(r => r.Current).Ignore(r => r.FirstPublishedAt);
    }

    private static void Map(EntityTypeBuilder<AuditEvent> audit)
    {
        audit.ToTable("AuditEvents").HasKey(e => e.Number);
        audit.Property(e => e.Number).ValueGeneratedNever();
        audit.HasIndex(e => new { e.DeploymentId, e.Number });
        audit.HasIndex(e => new { e.ActorId, e.Number });
        audit.HasIndex(e => new { e.Subject, e.Number });
        audit.Property(e => e.Action).HasMaxLength(80);
        audit.Property(e => e.ActorName).HasMaxLength(200);
        audit.Property(e => e.Subject).HasMaxLength(200);
        audit.Property(e => e.Rules).HasMaxLength(400);
        audit.Property(e => e.Covers).HasMaxLength(64);
        audit.Property(e => e.PreviousHash).HasMaxLength(64);
        audit.Property(e => e.Hash).HasMaxLength(64);
    }

    private static void Root<T>(EntityTypeBuilder<T> aggregate, string table)
        where T : class, IAggregate
    {
        aggregate.ToTable(table);
        aggregate.HasKey(a => a.Id);
        aggregate.Property(a => a.Id).ValueGeneratedNever();
        aggregate.Property(a => a.Revision).IsConcurrencyToken();
    }
}
