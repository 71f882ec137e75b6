using System.Collections.Concurrent;
using System.Data.Common;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Support;

/// <summary>Counts what an application reads from its database: commands, rows, and entities made of them.</summary>
public sealed class ReadCounter : DbCommandInterceptor, IMaterializationInterceptor
{
    private readonly ConcurrentDictionary<Type, int> entities = new();
    private int commands;
    private int rows;

    /// <summary>Commands that read.</summary>
    public int Commands => commands;

    /// <summary>Rows that came back, and the looks for one more that ended a list.</summary>
    public int Rows => rows;

    /// <summary>Entities of all kinds.</summary>
    public int Entities => entities.Values.Sum();

    /// <summary>Has the application counted.</summary>
    public void Watch(WebApplicationBuilder builder) => builder.Services.ConfigureDbContext<SqliteLfrDbContext>(o => o.AddInterceptors(this));

    /// <summary>Entities of one kind.</summary>
    public int Of<T>() => entities.GetValueOrDefault(typeof(T));

    /// <summary>Begins at nothing.</summary>
    public void Reset()
    {
        entities.Clear();
        (commands, rows) = (0, 0);
    }

    /// <inheritdoc/>
    public object InitializedInstance(MaterializationInterceptionData materializationData, object entity)
    {
        entities.AddOrUpdate(entity.GetType(), 1, (_, n) => n + 1);
        return entity;
    }

    /// <inheritdoc/>
    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        Interlocked.Increment(ref commands);
        Interlocked.Add(ref rows, eventData.ReadCount);
        return result;
    }
}
