using Lfr.Shared.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Lfr.Web.Data;

/// <summary>How the files of notices in other languages are kept.</summary>
internal static class NoticeFileMappings
{
    /// <summary>What a notice says of its files.</summary>
    public static EntityTypeBuilder<Notice> Apply(EntityTypeBuilder<Notice> notice)
    {
        notice.Property(n => n.Attachments).AsJson();
        return notice;
    }

    /// <summary>The files.</summary>
    public static void Apply(ModelBuilder model) => model.Entity<NoticeFile>(file =>
    {
        file.ToTable("NoticeFiles").HasKey(f => f.Id);
        file.Property(f => f.Id).ValueGeneratedNever();
        file.HasIndex(f => f.DeploymentId);
    });
}
